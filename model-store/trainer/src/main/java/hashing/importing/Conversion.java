package hashing.importing;

import hashing.code.CodeFormat;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How codes that are written in a form of their own become ours. Stateless. */
public enum Conversion {
  /** They are written as we do. */
  NONE,

  /**
   * Hex that imagehash wrote before version 4.0: the bits of every byte stand in reverse order.
   *
   * <p>Source: imagehash, {@code old_hex_to_hash}.
   */
  IMAGEHASH_BEFORE_4 {
    @Override
    byte[] apply(byte[] code) {
      for (int i = 0; i < code.length; i++) {
        code[i] = (byte) (Integer.reverse(code[i]) >>> 24);
      }
      return code;
    }
  },

  /**
   * Hex of imagehash's colorhash: one number, filled up on the left to whole digits, so that 42
   * bits are 11 digits. The bits are moved to the left and filled up on the right.
   */
  COLORHASH {
    @Override
    String text(String text, int bitCount) {
      int digits = Math.ceilDiv(bitCount, 4);
      if (text.length() != digits || !text.matches("[0-9a-fA-F]+")) {
        throw new IllegalArgumentException(
            "found \""
                + text
                + "\", allowed are "
                + digits
                + " hex digits ("
                + bitCount
                + " bits)");
      }
      BigInteger number = new BigInteger(text, 16);
      if (number.bitLength() > bitCount) {
        throw new IllegalArgumentException(
            "found \"" + text + "\" of " + number.bitLength() + " bits, allowed are " + bitCount);
      }
      int bytes = Math.ceilDiv(bitCount, Byte.SIZE);
      String hex = number.shiftLeft(Byte.SIZE * bytes - bitCount).toString(16);
      return "0".repeat(2 * bytes - hex.length()) + hex;
    }
  },

  /**
   * Bytes less 128, which embedding libraries call {@code binary}, as sentence-transformers does:
   * the top bit of every byte is the other way round. Not for bytes in two's complement.
   */
  OFFSET_BYTES {
    @Override
    byte[] apply(byte[] code) {
      for (int i = 0; i < code.length; i++) {
        code[i] ^= (byte) 0x80;
      }
      return code;
    }
  };

  /** Bits of imagehash's colorhash with its own default, {@code binbits=3}. */
  static final int COLORHASH_BITS = 42;

  /** Name on the command line. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The conversion of a name as {@link #optionName} gives it. */
  public static Conversion of(String name) {
    for (Conversion conversion : values()) {
      if (conversion.optionName().equals(name)) {
        return conversion;
      }
    }
    List<String> names =
        Arrays.stream(values()).filter(c -> c != NONE).map(Conversion::optionName).toList();
    throw new IllegalArgumentException("[--convert] is [" + name + "]; allowed are " + names);
  }

  /** Refuses formats whose codes this cannot convert. */
  void check(CodeFormat format) {
    boolean hexOnly = this == COLORHASH || this == IMAGEHASH_BEFORE_4;
    boolean noBytes = this == OFFSET_BYTES && format == CodeFormat.LONG;
    if (noBytes || (hexOnly && format != CodeFormat.HEX)) {
      throw new IllegalArgumentException(
          "[--convert] is ["
              + optionName()
              + "], which is not for format ["
              + format.jsonName()
              + "]");
    }
  }

  /** A text as its format has it. */
  String text(String text, int bitCount) {
    return text;
  }

  /** A code as we have it; may change the array. */
  byte[] apply(byte[] code) {
    return code;
  }
}
