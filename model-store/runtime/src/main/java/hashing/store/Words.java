package hashing.store;

import java.util.Arrays;
import java.util.Locale;

/** Words and checks that messages share. */
public final class Words {

  private static final int SHOWN = 60;

  private Words() {}

  /** The start of a text in quotes, without control characters. */
  static String quote(String text) {
    String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    return '"' + start.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}]", "?") + '"';
  }

  static void checkText(String field, String text, int maxLength) {
    if (text.isEmpty() || text.length() > maxLength) {
      throw new IllegalArgumentException(
          field + ": found " + text.length() + " characters, allowed are 1 to " + maxLength);
    }
  }

  /** The constant of a lower-case name; refuses others and lists those. */
  public static <E extends Enum<E>> E constant(Class<E> type, String field, String name) {
    for (E constant : type.getEnumConstants()) {
      if (lower(constant).equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        field
            + ": found "
            + quote(name)
            + ", allowed are "
            + Arrays.stream(type.getEnumConstants()).map(Words::lower).toList());
  }

  /** The name of a constant as JSON has it. */
  public static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
