package hashing.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The requests of a Markdown page, in order.
 *
 * <p>Requests stand in fenced blocks: marked {@code json} in the form of the Dev Tools console (a
 * line with method and path, then the body; several in a block), or marked {@code sh} as {@code
 * curl} commands. A block marked {@code json answer} or {@code text answer}, with a status behind
 * it where that is not a success, is the answer to the request before it. Every block marked {@code
 * json} must be one of these, so that nothing shown goes untested.
 *
 * @param blocks of all kinds, for checks of the page itself
 */
record Page(String name, List<Exchange> exchanges, int blocks) {

  private static final Pattern REQUEST_LINE =
      Pattern.compile("(GET|POST|PUT|DELETE|HEAD) +(/?\\S+) *");
  private static final Pattern ANSWER = Pattern.compile("(json|text) answer(?: (\\d{3}))?");

  /** Reads a page. Refuses with an {@link IllegalArgumentException} what it cannot place. */
  static Page read(Path file) throws IOException {
    String name = file.getFileName().toString();
    List<Exchange> exchanges = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    int blocks = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String mark = lines.get(i).substring(3).trim();
        addBlock(exchanges, name, i + 1, mark, lines.subList(i + 1, end));
        blocks++;
        i = end;
      }
    }
    return new Page(name, List.copyOf(exchanges), blocks);
  }

  private static void addBlock(
      List<Exchange> exchanges, String page, int line, String mark, List<String> block) {
    Matcher answer = ANSWER.matcher(mark);
    String where = page + " line " + line;
    if (answer.matches()) {
      if (exchanges.isEmpty() || exchanges.getLast().answer() != null) {
        throw new IllegalArgumentException(where + ": an answer without a request before it");
      }
      int status = answer.group(2) == null ? 0 : Integer.parseInt(answer.group(2));
      boolean json = answer.group(1).equals("json");
      Exchange.Answer promised =
          new Exchange.Answer(where, status, json, String.join("\n", block) + "\n");
      exchanges.add(exchanges.removeLast().answered(promised));
    } else if (mark.equals("json")) {
      addConsole(exchanges, page, line, block);
    } else if (mark.equals("sh")) {
      exchanges.addAll(CurlCommands.read(where, block));
    }
  }

  private static void addConsole(
      List<Exchange> exchanges, String page, int line, List<String> block) {
    Matcher first = REQUEST_LINE.matcher(block.isEmpty() ? "" : block.getFirst());
    if (!first.matches()) {
      throw new IllegalArgumentException(
          page
              + " line "
              + line
              + ": a block marked json is neither a request (METHOD /path first) nor marked answer");
    }
    int start = 0;
    for (int i = 1; i <= block.size(); i++) {
      if (i == block.size() || REQUEST_LINE.matcher(block.get(i)).matches()) {
        Matcher request = REQUEST_LINE.matcher(block.get(start));
        if (!request.matches()) {
          throw new AssertionError(block.get(start));
        }
        String body = String.join("\n", block.subList(start + 1, i)).strip();
        String path = request.group(2).startsWith("/") ? request.group(2) : "/" + request.group(2);
        exchanges.add(
            new Exchange(
                page + " line " + (line + 1 + start),
                request.group(1),
                path,
                body.isEmpty() ? "" : body + "\n",
                null));
        start = i;
      }
    }
  }
}
