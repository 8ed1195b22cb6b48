package hashing.importing;

import hashing.code.CodeFormat;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Guesses how codes are written from the first ones of a file. What is given is taken, the rest is
 * guessed; where nothing fits most of them the refusal says what was found and what to give.
 * Stateless.
 */
final class FormGuess {

  private FormGuess() {}

  /**
   * The form of a file's codes.
   *
   * @param values those of the first rows, as {@link Row} has them
   * @param format null for a guess
   * @param bits null for a guess
   */
  static CodeForm of(
      List<Object> values, CodeFormat format, Integer bits, Conversion conversion, String prefix) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("found no row with a code");
    }
    if (format != null && bits != null) {
      return new CodeForm(format, bits, conversion, prefix);
    }
    if (!(values.getFirst() instanceof String)) {
      int found = numberBits(values);
      CodeFormat written = format == null ? CodeFormat.HEX : format;
      return new CodeForm(written, bits == null ? found : bits, conversion, prefix);
    }
    List<String> texts =
        values.stream().filter(String.class::isInstance).map(String.class::cast).toList();
    if (texts.stream().allMatch(text -> text.startsWith(prefix))) {
      texts = texts.stream().map(text -> text.substring(prefix.length())).toList();
    }
    if (conversion == Conversion.COLORHASH) {
      return new CodeForm(
          CodeFormat.HEX, bits == null ? Conversion.COLORHASH_BITS : bits, conversion, prefix);
    }
    CodeFormat written = format == null ? format(texts) : format;
    return new CodeForm(written, bits == null ? bits(written, texts) : bits, conversion, prefix);
  }

  private static int numberBits(List<Object> values) {
    return same(
        values,
        value ->
            switch (value) {
              case byte[] code -> code.length * Byte.SIZE;
              case List<?> numbers ->
                  numbers.size() > Byte.SIZE && areBits(values)
                      ? numbers.size()
                      : numbers.size() * Byte.SIZE;
              default -> -1;
            });
  }

  private static boolean areBits(List<Object> values) {
    return values.stream()
        .allMatch(value ->
            value instanceof List<?> numbers
                && numbers.stream()
                    .allMatch(n -> n instanceof Long number && (number == 0 || number == 1)));
  }

  private static CodeFormat format(List<String> texts) {
    if (most(texts, text -> text.matches("[01]{8,}"))) {
      return CodeFormat.BITS;
    }
    if (most(texts, text -> text.matches("-?[0-9]{1,20}"))) {
      return CodeFormat.LONG;
    }
    if (most(texts, text -> text.matches("[0-9a-fA-F]{11}"))) {
      throw new IllegalArgumentException(
          refusal(texts) + " They look like imagehash's colorhash: [--convert colorhash].");
    }
    if (most(texts, text -> text.matches("(0[xX])?([0-9a-fA-F]{2})+"))) {
      return CodeFormat.HEX;
    }
    if (most(texts, text -> decodedLength(text) > 0)) {
      return CodeFormat.BASE64;
    }
    String first = texts.getFirst();
    if (first.matches("([a-z]:|\\\\x)[0-9a-fA-F]+")) {
      throw new IllegalArgumentException(
          refusal(texts) + " They look like hex: [--prefix '" + first.substring(0, 2) + "'].");
    }
    throw new IllegalArgumentException(refusal(texts) + " Give [--format] and [--bits].");
  }

  private static int bits(CodeFormat format, List<String> texts) {
    return switch (format) {
      case LONG -> Long.SIZE;
      case BITS -> same(texts, String::length);
      case HEX -> same(texts, text -> 4 * text.replaceFirst("^0[xX]", "").length());
      case BASE64 -> same(texts, text -> Byte.SIZE * decodedLength(text));
    };
  }

  /** A few broken rows are rejected later, one by one. */
  private static boolean most(List<String> texts, Predicate<String> form) {
    return 2 * texts.stream().filter(form).count() > texts.size();
  }

  private static int decodedLength(String text) {
    try {
      return Base64.getDecoder().decode(text).length;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** The size that most values have. */
  private static <T> int same(List<T> values, ToIntFunction<T> size) {
    Set<Integer> sizes = new HashSet<>();
    int best = 0;
    int bestCount = 0;
    for (T value : values) {
      int candidate = size.applyAsInt(value);
      if (candidate > 0 && sizes.add(candidate)) {
        int count = (int) values.stream().filter(v -> size.applyAsInt(v) == candidate).count();
        if (count > bestCount) {
          best = candidate;
          bestCount = count;
        }
      }
    }
    if (2 * bestCount <= values.size()) {
      throw new IllegalArgumentException(
          "found codes of " + sizes + " bits, and none more often than the others: give [--bits]");
    }
    return best;
  }

  private static String refusal(List<String> texts) {
    return "found no form that fits the first "
        + texts.size()
        + " codes, such as \""
        + texts.getFirst()
        + "\".";
  }
}
