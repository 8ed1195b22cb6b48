package hashing.code;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The written forms of a code.
 *
 * <p>Every refusal is an {@link IllegalArgumentException} that says what was found and what is
 * allowed, with a guess at what a text of the wrong length may be. It does not name the field: who
 * knows the field puts its name in front. Stateless.
 */
public enum CodeFormat {
  /**
   * {@code 2 * byteLength} hex digits of either case, {@code 0x} in front or not; written in lower
   * case without it.
   */
  HEX {
    @Override
    byte[] read(String text, int bitCount) {
      int start = text.startsWith("0x") || text.startsWith("0X") ? 2 : 0;
      int digits = 2 * Codes.byteLength(bitCount);
      for (int i = start; i < text.length(); i++) {
        if (!HexFormat.isHexDigit(text.charAt(i))) {
          throw Pasted.refusal(this, text, bitCount, i);
        }
      }
      if (text.length() - start != digits) {
        throw Pasted.refusal(this, text, bitCount, -1);
      }
      return HexFormat.of().parseHex(text, start, text.length());
    }

    @Override
    String write(byte[] code, int bitCount) {
      return HexFormat.of().formatHex(code);
    }

    @Override
    public String allowed(int bitCount) {
      return 2 * Codes.byteLength(bitCount) + " hex digits, 0x in front or not";
    }
  },

  /** Standard base64 (RFC 4648 section 4), padded or not; written with padding. */
  BASE64 {
    @Override
    byte[] read(String text, int bitCount) {
      byte[] code;
      try {
        code = Base64.getDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw Pasted.refusal(this, text, bitCount, Pasted.firstOutsideBase64(text));
      }
      if (code.length != Codes.byteLength(bitCount)) {
        throw Pasted.refusal(this, text, bitCount, -1);
      }
      if (!Base64.getEncoder().encodeToString(code).startsWith(text)) {
        throw new IllegalArgumentException(
            "found base64 "
                + Pasted.quote(text)
                + " whose last character carries bits behind the last byte, "
                + Pasted.allowedText(this, bitCount));
      }
      return code;
    }

    @Override
    String write(byte[] code, int bitCount) {
      return Base64.getEncoder().encodeToString(code);
    }

    @Override
    public String allowed(int bitCount) {
      return "the base64 of " + Pasted.count(Codes.byteLength(bitCount), "byte");
    }
  },

  /** {@code bitCount} characters 0 or 1, bit 0 first. */
  BITS {
    @Override
    byte[] read(String text, int bitCount) {
      byte[] code = new byte[Codes.byteLength(bitCount)];
      for (int bit = 0; bit < text.length(); bit++) {
        char c = text.charAt(bit);
        if (c != '0' && c != '1') {
          throw Pasted.refusal(this, text, bitCount, bit);
        }
        if (c == '1' && bit < bitCount) {
          Codes.set(code, bit);
        }
      }
      if (text.length() != bitCount) {
        throw Pasted.refusal(this, text, bitCount, -1);
      }
      return code;
    }

    @Override
    String write(byte[] code, int bitCount) {
      char[] text = new char[bitCount];
      for (int bit = 0; bit < bitCount; bit++) {
        text[bit] = Codes.get(code, bit) ? '1' : '0';
      }
      return new String(text);
    }

    @Override
    public String allowed(int bitCount) {
      return Pasted.count(bitCount, "character") + " 0 or 1";
    }
  },

  /**
   * A decimal number, as databases store short codes: the bits read as one big-endian number,
   * unsigned or in two's complement, so {@code -2^(bitCount-1)} to {@code 2^bitCount - 1}. For
   * codes of at most 64 bits; written unsigned.
   */
  LONG {
    @Override
    byte[] read(String text, int bitCount) {
      int start = text.startsWith("-") ? 1 : 0;
      for (int i = start; i < text.length(); i++) {
        if (text.charAt(i) < '0' || text.charAt(i) > '9') {
          throw Pasted.refusal(this, text, bitCount, i);
        }
      }
      if (text.length() == start || text.length() > MAX_DECIMAL_LENGTH) {
        throw Pasted.refusal(this, text, bitCount, -1);
      }
      BigInteger number = new BigInteger(text);
      int width = number.signum() < 0 ? number.bitLength() + 1 : number.bitLength();
      if (width > bitCount) {
        throw Pasted.refusal(this, text, bitCount, -1);
      }
      long bits = number.longValue() << (Long.SIZE - bitCount);
      byte[] code = new byte[Codes.byteLength(bitCount)];
      for (int i = 0; i < code.length; i++) {
        code[i] = (byte) (bits >>> (Long.SIZE - Byte.SIZE * (i + 1)));
      }
      return code;
    }

    @Override
    String write(byte[] code, int bitCount) {
      long bits = 0;
      for (int i = 0; i < code.length; i++) {
        bits |= (code[i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i + 1));
      }
      return Long.toUnsignedString(bits >>> (Long.SIZE - bitCount));
    }

    @Override
    public String allowed(int bitCount) {
      return "a decimal number from "
          + BigInteger.ONE.shiftLeft(bitCount - 1).negate()
          + " to "
          + BigInteger.ONE.shiftLeft(bitCount).subtract(BigInteger.ONE);
    }

    @Override
    public void checkBitCount(int bitCount) {
      if (bitCount > Long.SIZE) {
        throw new IllegalArgumentException(
            "found "
                + Pasted.count(bitCount, "bit")
                + " with format [long], which allows at most 64: use hex, base64 or bits");
      }
    }
  };

  /** A sign and 20 digits hold every number of 64 bits; longer ones are not worth a BigInteger. */
  private static final int MAX_DECIMAL_LENGTH = 21;

  /** Name in mappings and answers, in lower case. */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of a name as {@link #jsonName} gives it; refuses others and lists those. */
  public static CodeFormat of(String name) {
    for (CodeFormat format : values()) {
      if (format.jsonName().equals(name)) {
        return format;
      }
    }
    throw new IllegalArgumentException(
        "found format ["
            + name
            + "], allowed are "
            + Arrays.stream(values()).map(CodeFormat::jsonName).toList());
  }

  /** Refuses a number of bits that this format cannot write. */
  public void checkBitCount(int bitCount) {}

  /** What {@link #parse} takes, in words for a message. */
  public abstract String allowed(int bitCount);

  /** Reads a code of {@code bitCount} bits, 1 to 16384; its tail bits must be zero. */
  public byte[] parse(String text, int bitCount) {
    checkBitCount(bitCount);
    return Codes.check(read(text, bitCount), bitCount);
  }

  /** Writes a code, which must have {@code ceil(bitCount / 8)} bytes and a zero tail. */
  public String format(byte[] code, int bitCount) {
    checkBitCount(bitCount);
    return write(Codes.check(code, bitCount), bitCount);
  }

  abstract byte[] read(String text, int bitCount);

  abstract String write(byte[] code, int bitCount);

  /**
   * A code from an array of its bytes, each an integer from -128 to 255; always {@code
   * ceil(bitCount / 8)} of them, so an array of single bits is refused with a hint.
   */
  public static byte[] fromBytes(List<? extends Number> values, int bitCount) {
    byte[] code = new byte[Codes.byteLength(bitCount)];
    for (int i = 0; i < values.size(); i++) {
      int value = Pasted.byteValue(values.get(i), i);
      if (i < code.length) {
        code[i] = (byte) value;
      }
    }
    if (values.size() != code.length) {
      throw Pasted.arrayRefusal(values, bitCount);
    }
    return Codes.check(code, bitCount);
  }

  /**
   * What a single number that is no code of this format looks like, in brackets behind a blank;
   * empty where there is nothing to say.
   */
  public String guess(Number number, int bitCount) {
    return Pasted.guess(this, number, bitCount);
  }

  /** As {@link #fromBytes(List, int)}. */
  public static byte[] fromBytes(int[] values, int bitCount) {
    return fromBytes(Arrays.stream(values).boxed().toList(), bitCount);
  }
}
