package hashing.docs;

import java.util.ArrayList;
import java.util.List;

/**
 * The {@code curl} commands of a shell block, read as a shell splits words: blanks outside of
 * single quotes part words, a backslash joins lines. Knows {@code -X}, {@code -H}, {@code -d} and
 * {@code --data-binary @FILE} alone. Stateless.
 */
final class CurlCommands {

  private static final String HOST = "localhost:9200";

  private CurlCommands() {}

  /** The requests of a block; commands that are not {@code curl} are left out. */
  static List<Exchange> read(String where, List<String> block) {
    List<Exchange> exchanges = new ArrayList<>();
    for (List<String> command : commands(String.join("\n", block).replace("\\\n", " ") + "\n")) {
      if (command.getFirst().equals("curl")) {
        exchanges.add(request(where, command));
      }
    }
    return exchanges;
  }

  private static List<List<String>> commands(String text) {
    List<List<String>> commands = new ArrayList<>();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean open = false;
    for (char c : text.toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
        open = true;
      } else if (quoted || !Character.isWhitespace(c)) {
        word.append(c);
        open = true;
      } else {
        if (open) {
          words.add(word.toString());
          word.setLength(0);
          open = false;
        }
        if (c == '\n' && !words.isEmpty()) {
          commands.add(List.copyOf(words));
          words.clear();
        }
      }
    }
    if (quoted) {
      throw new IllegalArgumentException("a quote is left open in: " + text);
    }
    return commands;
  }

  private static Exchange request(String where, List<String> words) {
    String method = null;
    String path = null;
    String body = "";
    String file = null;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      switch (word) {
        case "-s" -> {}
        case "-X" -> method = words.get(++i);
        case "-H" -> i++;
        case "-d" -> body = words.get(++i);
        case "--data-binary" -> file = file(where, words.get(++i));
        default -> {
          String address = word.replaceFirst("^http://", "");
          if (!address.startsWith(HOST + "/")) {
            throw new IllegalArgumentException(
                where
                    + ": found ["
                    + word
                    + "], allowed are -X, -H, -d, --data-binary and "
                    + HOST
                    + "/...");
          }
          path = address.substring(HOST.length());
        }
      }
    }
    if (path == null) {
      throw new IllegalArgumentException(where + ": curl without an address");
    }
    String given = method == null ? (body.isEmpty() && file == null ? "GET" : "POST") : method;
    return new Exchange(where, given, path, body, file, null);
  }

  private static String file(String where, String word) {
    if (!word.startsWith("@")) {
      throw new IllegalArgumentException(where + ": found [" + word + "], allowed is @FILE");
    }
    return word.substring(1);
  }
}
