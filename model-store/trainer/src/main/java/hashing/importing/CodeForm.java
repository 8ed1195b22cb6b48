package hashing.importing;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import java.util.List;

/**
 * How the codes of a file are written.
 *
 * @param format of texts
 * @param bitCount bits of a code
 * @param prefix what stands before each text and is left out; may be empty
 */
public record CodeForm(CodeFormat format, int bitCount, Conversion conversion, String prefix) {

  public CodeForm {
    if (bitCount < 1 || bitCount > Codes.MAX_BIT_COUNT) {
      throw new IllegalArgumentException(
          "[--bits] is [" + bitCount + "]; 1 to " + Codes.MAX_BIT_COUNT + " are allowed");
    }
    format.checkBitCount(bitCount);
    conversion.check(format);
  }

  /**
   * The code that a row's value is, as {@link Row} has it.
   *
   * @throws IllegalArgumentException says what was found and what is allowed
   */
  byte[] read(Object value) {
    byte[] code =
        switch (value) {
          case null -> throw new IllegalArgumentException("found no code");
          case String text -> readText(text);
          case byte[] bytes -> bytes;
          case List<?> numbers -> readNumbers(numbers.stream().map(Number.class::cast).toList());
          default -> throw new IllegalArgumentException("found " + value.getClass());
        };
    return Codes.check(conversion.apply(code), bitCount);
  }

  private byte[] readText(String text) {
    if (!text.startsWith(prefix)) {
      throw new IllegalArgumentException(
          "found \"" + text + "\", allowed are texts that begin with \"" + prefix + "\"");
    }
    String bare = text.substring(prefix.length());
    // The zero tail is only there when the conversion is done.
    int wide = conversion == Conversion.NONE ? bitCount : Codes.byteLength(bitCount) * Byte.SIZE;
    return format.parse(conversion.text(bare, bitCount), wide);
  }

  private byte[] readNumbers(List<Number> numbers) {
    int wide = Codes.byteLength(bitCount) * Byte.SIZE;
    if (numbers.size() != bitCount || numbers.size() <= Byte.SIZE) {
      return CodeFormat.fromBytes(numbers, wide);
    }
    byte[] elements = new byte[bitCount];
    for (int bit = 0; bit < bitCount; bit++) {
      long number = numbers.get(bit).longValue();
      elements[bit] = (byte) (number == 0 || number == 1 ? number : -1);
    }
    return MatrixValues.BITS.code(elements);
  }
}
