package hashing.importing;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is taken from a row of a file with named columns.
 *
 * @param code the column of codes; null for the only one, or that of the index's field
 * @param id the column of document ids; null for the row's number
 * @param kept columns that become fields of their own
 * @param field the index's field, after which a column may be named
 */
public record Columns(String code, String id, List<String> kept, String field) {

  private static final Pattern LIKE_A_CODE =
      Pattern.compile("(0x|\\\\x)?[0-9a-f]{8,}|-?[0-9]+", Pattern.CASE_INSENSITIVE);

  /** The column of codes among those there are. */
  String codeAmong(List<String> names) {
    if (code != null) {
      return code;
    }
    if (names.contains(field)) {
      return field;
    }
    List<String> others =
        names.stream().filter(name -> !name.equals(id) && !kept.contains(name)).toList();
    if (others.size() == 1) {
      return requireName(others.getFirst());
    }
    throw new IllegalArgumentException(
        "[--code] is missing: the columns are " + names + ", and none is [" + field + "]");
  }

  /** A list without names would lose its first code without a word. */
  private static String requireName(String name) {
    if (LIKE_A_CODE.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "found the column name ["
              + name
              + "], which looks like a code; the first line must have the names of the columns,"
              + " or [--code] says that this is one");
    }
    return name;
  }

  /** Refuses columns that the file does not have. */
  void check(List<String> names) {
    requireIn(names, "--code", codeAmong(names));
    if (id != null) {
      requireIn(names, "--id", id);
    }
    kept.forEach(name -> requireIn(names, "--keep", name));
  }

  private static void requireIn(List<String> names, String option, String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          "[" + option + "] is [" + name + "]; the columns are " + names);
    }
  }
}
