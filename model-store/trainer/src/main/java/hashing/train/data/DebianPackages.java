package hashing.train.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Packages of a Debian index that have a tag which many have, in the index's order.
 *
 * @param names of the packages
 * @param sources that they are built from
 * @param texts one-line description, then the long one where there is one
 * @param tags by label, sorted
 */
record DebianPackages(
    List<String> names,
    List<String> sources,
    List<String> texts,
    Labels labels,
    List<String> tags) {

  /** Packages that must have a tag before it is a label. */
  static final int LEAST = 100;

  int size() {
    return names.size();
  }

  /** Reads the index and the file of descriptions, both stanzas of fields. */
  static DebianPackages read(String index, String english) {
    Map<String, String> descriptions = new HashMap<>();
    for (String stanza : stanzas(english)) {
      Map<String, String> fields = fields(stanza);
      descriptions.putIfAbsent(
          fields.get("Package") + " " + fields.get("Description-md5"),
          fields.getOrDefault("Description-en", ""));
    }
    Map<String, Map<String, String>> tagged = new LinkedHashMap<>();
    Map<String, Integer> counts = new TreeMap<>();
    for (String stanza : stanzas(index)) {
      Map<String, String> fields = fields(stanza);
      if (fields.containsKey("Tag") && tagged.putIfAbsent(fields.get("Package"), fields) == null) {
        tags(fields.get("Tag")).forEach(tag -> counts.merge(tag, 1, Integer::sum));
      }
    }
    counts.values().removeIf(count -> count < LEAST);
    return of(tagged, descriptions, new ArrayList<>(counts.keySet()));
  }

  private static DebianPackages of(
      Map<String, Map<String, String>> tagged,
      Map<String, String> descriptions,
      List<String> tags) {
    Map<String, Integer> numbers = new HashMap<>();
    tags.forEach(tag -> numbers.put(tag, numbers.size()));
    List<String> names = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    List<int[]> sets = new ArrayList<>();
    tagged.forEach((name, fields) -> {
      int[] set =
          tags(fields.get("Tag")).stream()
              .filter(numbers::containsKey)
              .mapToInt(numbers::get)
              .toArray();
      if (set.length > 0) {
        String brief = fields.getOrDefault("Description", "");
        String whole = descriptions.get(name + " " + fields.get("Description-md5"));
        names.add(name);
        sources.add(fields.getOrDefault("Source", name).split(" ", 2)[0]);
        texts.add(text(whole == null ? brief : whole));
        sets.add(set);
      }
    });
    Labels labels = Labels.sets(sets.toArray(int[][]::new), tags.size());
    return new DebianPackages(names, sources, texts, labels, tags);
  }

  private static List<String> stanzas(String file) {
    return Arrays.stream(file.split("\n\n")).filter(stanza -> !stanza.isBlank()).toList();
  }

  /** Fields by name; lines that go on with one keep their ends. */
  static Map<String, String> fields(String stanza) {
    Map<String, String> fields = new HashMap<>();
    String name = null;
    for (String line : stanza.split("\n")) {
      if (line.startsWith(" ")) {
        fields.merge(String.valueOf(name), line, (before, more) -> before + "\n" + more);
      } else {
        int colon = line.indexOf(':');
        name = colon < 0 ? line : line.substring(0, colon);
        fields.put(name, colon < 0 ? "" : line.substring(colon + 1).strip());
      }
    }
    return fields;
  }

  /** Tags of a field such as {@code use::{editing,viewing}, role::program}. */
  static Set<String> tags(String field) {
    Set<String> tags = new LinkedHashSet<>();
    for (String part : field.replace("\n", " ").split(",(?![^{]*})")) {
      String tag = part.strip();
      int brace = tag.indexOf('{');
      if (brace < 0) {
        tags.add(tag);
        continue;
      }
      for (String value : tag.substring(brace + 1, tag.length() - 1).split(",")) {
        tags.add(tag.substring(0, brace) + value);
      }
    }
    tags.removeIf(tag -> tag.isEmpty() || tag.endsWith("::TODO"));
    return tags;
  }

  /** Lines joined; a lone dot stands for an empty line. */
  private static String text(String description) {
    StringBuilder text = new StringBuilder();
    boolean first = true;
    for (String line : description.split("\n")) {
      String words = line.strip();
      if (!words.isEmpty() && !words.equals(".")) {
        text.append(text.isEmpty() ? "" : first ? ". " : " ").append(words);
        first = text.length() == words.length();
      }
    }
    return text.toString();
  }
}
