package hashing.code;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Words for refused codes: what was found, what it looks like, what is allowed. */
final class Pasted {

  private static final int SHOWN = 40;

  private Pasted() {}

  /**
   * The refusal of a text.
   *
   * @param position of the character that does not belong, or -1 where the length or size is wrong
   */
  static IllegalArgumentException refusal(
      CodeFormat format, String text, int bitCount, int position) {
    StringBuilder message = new StringBuilder("found ");
    if (text.isEmpty()) {
      message.append("an empty string");
    } else if (position >= 0) {
      message
          .append(quote(text))
          .append(" with the character ")
          .append(shown(text.codePointAt(position)))
          .append(" at position ")
          .append(position);
    } else {
      message.append(measured(format, text));
    }
    String guess = guess(format, text, bitCount);
    if (!guess.isEmpty()) {
      message.append(" (").append(guess).append(')');
    }
    return new IllegalArgumentException(message + ", " + allowedText(format, bitCount));
  }

  static String allowedText(CodeFormat format, int bitCount) {
    return "allowed "
        + (format == CodeFormat.HEX || format == CodeFormat.BITS ? "are " : "is ")
        + format.allowed(bitCount)
        + " ("
        + count(bitCount, "bit")
        + ", format ["
        + format.jsonName()
        + "])";
  }

  private static String measured(CodeFormat format, String text) {
    return switch (format) {
      case HEX -> count(hexDigits(text), "hex digit");
      case BASE64 -> {
        int bytes = decodedLength(Base64.getDecoder(), text);
        yield bytes < 0
            ? quote(text) + " whose " + count(text.length(), "character") + " end in mid-byte"
            : "base64 of " + count(bytes, "byte");
      }
      case BITS -> count(text.length(), "character") + " 0 or 1";
      case LONG -> "the number " + quote(text);
    };
  }

  /** What a text that is no code of this format and length may be; empty where nothing fits. */
  private static String guess(CodeFormat format, String text, int bitCount) {
    if (bitCount <= Long.SIZE && format != CodeFormat.LONG && text.matches("-[0-9]{1,20}")) {
      return "looks like a signed decimal number, which is format [long]";
    }
    if (text.matches("[a-z]:[0-9a-fA-F]+")) {
      return "looks like hex with a letter for the kind of hash in front: leave \""
          + text.substring(0, 2)
          + "\" out";
    }
    if (text.matches("\\\\x[0-9a-fA-F]+") || text.matches("[xX]'[0-9a-fA-F]+'")) {
      return "looks like hex as a database prints bytes: leave "
          + (text.startsWith("\\") ? "\\x" : "x and the quotes")
          + " out";
    }
    if (text.matches("[0-9a-fA-F]+(, ?[0-9a-fA-F]+)+")) {
      return "looks like several codes, as crop_resistant_hash of imagehash has them: put each into"
          + " a [nested] object of its own";
    }
    if (text.length() == bitCount && text.matches("[01]+") && format != CodeFormat.BITS) {
      return "looks like single bits, which is format [bits]";
    }
    if (text.matches("(0[xX])?[0-9a-fA-F]+")) {
      return digitsGuess(format, text, bitCount);
    }
    int length = Codes.byteLength(bitCount);
    if (format != CodeFormat.BASE64 && decodedLength(Base64.getDecoder(), text) == length) {
      return "looks like base64, which is format [base64]";
    }
    if (format != CodeFormat.LONG
        && text.matches(".*[-_].*")
        && decodedLength(Base64.getUrlDecoder(), text) == length) {
      return "looks like URL-safe base64: put + for - and / for _, format [base64]";
    }
    return "";
  }

  private static String digitsGuess(CodeFormat format, String text, int bitCount) {
    int digits = hexDigits(text);
    if (digits == 2 * Codes.byteLength(bitCount)) {
      return format == CodeFormat.HEX ? "" : "looks like hex, which is format [hex]";
    }
    if (format != CodeFormat.LONG
        && bitCount <= Long.SIZE
        && digits > 16
        && digits <= 20
        && text.matches("[0-9]+")) {
      return "looks like an unsigned decimal number, which is format [long]";
    }
    if (format == CodeFormat.LONG && text.matches("[0-9]+")) {
      return "more than " + count(bitCount, "bit");
    }
    return switch (digits) {
      case 11 ->
          "44 bits, looks like the 42 of a colorhash of imagehash, which pads on the left: write its"
              + " bits from the left and fill up with zeros on the right";
      case 16 -> "64 bits, looks like a 64-bit image hash such as pHash";
      case 64 -> "256 bits, looks like PDQ";
      default -> digits == text.length() && format == CodeFormat.BITS ? "" : 4 * digits + " bits";
    };
  }

  private static int hexDigits(String text) {
    return text.startsWith("0x") || text.startsWith("0X") ? text.length() - 2 : text.length();
  }

  private static int decodedLength(Base64.Decoder decoder, String text) {
    try {
      return decoder.decode(text).length;
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }

  /** Position of the first character outside the alphabet and the padding, or -1. */
  static int firstOutsideBase64(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean inside =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || c == '+'
              || c == '/'
              || c == '=';
      if (!inside) {
        return i;
      }
    }
    return -1;
  }

  /** What a number that is no code of this format may be; empty where nothing fits. */
  static String guess(CodeFormat format, Number number, int bitCount) {
    boolean whole = number.doubleValue() == Math.rint(number.doubleValue());
    if (bitCount > Long.SIZE || !whole) {
      return "";
    }
    if (format != CodeFormat.LONG) {
      return " (looks like a decimal number, which is format [long])";
    }
    return " (a client made it a float, which loses digits above 2^53: send a string)";
  }

  /** The value of a code's byte in an array; the message of a refusal names its position. */
  static int byteValue(Number number, int position) {
    boolean integer =
        number instanceof Integer
            || number instanceof Long
            || number instanceof Short
            || number instanceof Byte
            || (number instanceof BigInteger big && big.bitLength() < Long.SIZE);
    if (!integer || number.longValue() < Byte.MIN_VALUE || number.longValue() > 255) {
      throw new IllegalArgumentException(
          "found "
              + number
              + " at position "
              + position
              + " of the array, allowed are integers from -128 to 255"
              + (number instanceof Double || number instanceof Float
                  ? ": a vector of floats is no code yet, an encoder turns it into one"
                  : ""));
    }
    return number.intValue();
  }

  static IllegalArgumentException arrayRefusal(List<? extends Number> values, int bitCount) {
    boolean bits =
        values.size() == bitCount
            && values.stream().allMatch(value -> value.longValue() == 0 || value.longValue() == 1);
    return new IllegalArgumentException(
        "found an array of "
            + count(values.size(), "number")
            + (bits
                ? " (looks like single bits: write them as one string of 0 and 1, format [bits])"
                : "")
            + ", allowed is an array of "
            + count(Codes.byteLength(bitCount), "byte")
            + " ("
            + count(bitCount, "bit")
            + "), each from -128 to 255");
  }

  private static String shown(int codePoint) {
    return codePoint < ' ' || codePoint > '~'
        ? "U+" + HexFormat.of().withUpperCase().toHexDigits(codePoint, 6)
        : "'" + Character.toString(codePoint) + "'";
  }

  /** The text's start; a control character would spoil the log line that it ends in. */
  static String quote(String text) {
    String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    return '"' + start.replaceAll("\\p{Cntrl}|[\\x{80}-\\x{9f}]", "?") + '"';
  }

  static String count(int number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
