package hashing.code;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.Test;

public class CodeFormatTests {

  private static final long SEED = 20260101L;

  @Test
  public void testFormsAgreeWithBitLoop() {
    Random random = new Random(SEED);
    for (int round = 0; round < 2000; round++) {
      int bitCount = 1 + random.nextInt(round % 10 == 0 ? Codes.MAX_BIT_COUNT : 140);
      boolean[] bits = new boolean[bitCount];
      byte[] code = new byte[Codes.byteLength(bitCount)];
      StringBuilder text = new StringBuilder();
      BigInteger number = BigInteger.ZERO;
      for (int bit = 0; bit < bitCount; bit++) {
        bits[bit] = random.nextBoolean();
        text.append(bits[bit] ? '1' : '0');
        number = number.shiftLeft(1).add(bits[bit] ? BigInteger.ONE : BigInteger.ZERO);
        code[bit / 8] += bits[bit] ? (byte) (1 << (7 - bit % 8)) : 0;
      }
      String where = "seed " + SEED + " round " + round + " bits " + bitCount;
      int digits = 2 * code.length;
      String hex =
          String.format(
              Locale.ROOT, "%0" + digits + "x", number.shiftLeft(8 * code.length - bitCount));
      String base64 = Base64.getEncoder().encodeToString(code);
      check(where, CodeFormat.HEX, hex, code, bitCount);
      check(where, CodeFormat.BASE64, base64, code, bitCount);
      check(where, CodeFormat.BITS, text.toString(), code, bitCount);
      assertArrayEquals(
          where, code, CodeFormat.HEX.parse("0x" + hex.toUpperCase(Locale.ROOT), bitCount));
      assertArrayEquals(
          where, code, CodeFormat.BASE64.parse(base64.replaceAll("=+$", ""), bitCount));
      if (bitCount <= 64) {
        check(where, CodeFormat.LONG, number.toString(), code, bitCount);
        BigInteger signed = bits[0] ? number.subtract(BigInteger.ONE.shiftLeft(bitCount)) : number;
        assertArrayEquals(where, code, CodeFormat.LONG.parse(signed.toString(), bitCount));
      }
      List<Number> numbers = new ArrayList<>();
      int[] ints = new int[code.length];
      for (int i = 0; i < code.length; i++) {
        ints[i] = random.nextBoolean() ? code[i] : code[i] & 0xFF;
        numbers.add(random.nextBoolean() ? (Number) Long.valueOf(ints[i]) : (Number) ints[i]);
      }
      assertArrayEquals(where, code, CodeFormat.fromBytes(numbers, bitCount));
      assertArrayEquals(where, code, CodeFormat.fromBytes(ints, bitCount));
    }
  }

  private static void check(
      String where, CodeFormat format, String text, byte[] code, int bitCount) {
    assertArrayEquals(where + " " + format, code, format.parse(text, bitCount));
    assertEquals(where + " " + format, text, format.format(code, bitCount));
  }

  @Test
  public void testMutatedTextIsRefusedOrIsAnotherSpellingOfItsCode() {
    Random random = new Random(SEED + 1);
    for (int round = 0; round < 20_000; round++) {
      CodeFormat format = pick(CodeFormat.values(), random);
      int bitCount = 1 + random.nextInt(format == CodeFormat.LONG ? 64 : 100);
      byte[] code = new byte[Codes.byteLength(bitCount)];
      random.nextBytes(code);
      code[code.length - 1] &= (byte) (0xFF << (8 * code.length - bitCount));
      StringBuilder text = new StringBuilder(format.format(code, bitCount));
      int position = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(position, (char) (32 + random.nextInt(200)));
        case 1 -> text.deleteCharAt(position);
        default -> text.insert(position, (char) (32 + random.nextInt(100)));
      }
      String mutated = text.toString();
      byte[] parsed;
      try {
        parsed = format.parse(mutated, bitCount);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage(), e.getMessage().matches("(?s)found .*allowed (is|are) .*"));
        continue;
      }
      String again = format.format(parsed, bitCount);
      String plain =
          switch (format) {
            case HEX -> mutated.toLowerCase(Locale.ROOT).replaceFirst("^0x", "");
            case BASE64 -> again.startsWith(mutated) ? again : mutated;
            case BITS -> mutated;
            case LONG -> {
              BigInteger value = new BigInteger(mutated);
              yield value.signum() < 0
                  ? value.add(BigInteger.ONE.shiftLeft(bitCount)).toString()
                  : value.toString();
            }
          };
      assertEquals("seed " + (SEED + 1) + " " + format + " " + mutated, plain, again);
    }
  }

  @Test
  public void testLongBounds() {
    assertArrayEquals(new byte[] {(byte) 0xA0}, CodeFormat.LONG.parse("5", 3));
    assertArrayEquals(new byte[] {(byte) 0x80}, CodeFormat.LONG.parse("-4", 3));
    assertEquals("7", CodeFormat.LONG.format(new byte[] {(byte) 0xE0}, 3));
    assertRefused(
        CodeFormat.LONG,
        "8",
        3,
        "found the number \"8\" (more than 3 bits), allowed is a decimal number from -4 to 7 (3"
            + " bits, format [long])");
    assertRefused(
        CodeFormat.LONG,
        "-5",
        3,
        "found the number \"-5\", allowed is a decimal number from -4 to 7 (3 bits, format"
            + " [long])");
    assertArrayEquals(
        CodeFormat.HEX.parse("a1051ef7d2700f5e", 64),
        CodeFormat.LONG.parse("-6844030008983285922", 64));
    assertArrayEquals(
        CodeFormat.HEX.parse("a1051ef7d2700f5e", 64),
        CodeFormat.LONG.parse("11602714064726265694", 64));
    assertRefused(CodeFormat.LONG, "18446744073709551616", 64, "more than 64 bits");
    assertRefused(CodeFormat.LONG, "-9223372036854775809", 64, "allowed is a decimal number from");
    assertRefused(CodeFormat.LONG, "-", 64, "found the number \"-\"");
    assertRefused(CodeFormat.LONG, "1".repeat(5000), 64, "1...\"");
    assertRefused(CodeFormat.LONG, "0", 65, "found 65 bits with format [long], which allows at");
    assertThrows(IllegalArgumentException.class, () -> CodeFormat.LONG.format(new byte[9], 65));
  }

  @Test
  public void testRefusalsGuessWhatWasPasted() {
    String pdq = "6332cc99376b634bc5892672bcd996092327c4bd7ef03203888423f7fdbc9dd0";
    assertRefused(
        CodeFormat.HEX,
        pdq,
        64,
        "found 64 hex digits (256 bits, looks like PDQ), allowed are 16 hex digits, 0x in front"
            + " or not (64 bits, format [hex])");
    assertRefused(CodeFormat.HEX, "a1051ef7d2700f5e", 256, "16 hex digits (64 bits, looks like");
    assertRefused(
        CodeFormat.HEX, "03048001200", 42, "11 hex digits (44 bits, looks like the 42 of a colo");
    assertRefused(CodeFormat.HEX, "a1051e", 64, "found 6 hex digits (24 bits), allowed are 16");
    assertRefused(CodeFormat.HEX, "p:a1051ef7d2700f5e", 64, "leave \"p:\" out");
    assertRefused(CodeFormat.HEX, "11602714064726265694", 64, "unsigned decimal number");
    assertRefused(CodeFormat.HEX, "-6844030008983285922", 64, "signed decimal number, which is");
    assertRefused(CodeFormat.HEX, "01".repeat(32), 64, "looks like single bits");
    assertRefused(CodeFormat.HEX, "oQUe99JwD14=", 64, "looks like base64, which is format [base64");
    assertRefused(CodeFormat.HEX, "oQUe99JwD14", 64, "looks like base64, which is format [base64");
    assertRefused(CodeFormat.HEX, "", 64, "found an empty string, allowed are 16 hex digits");
    assertRefused(CodeFormat.HEX, "a1051ef7d2700f5g", 64, "with the character 'g' at position 15");
    assertRefused(
        CodeFormat.BASE64, "a1051ef7d2700f5e", 64, "looks like hex, which is format [hex");
    assertRefused(
        CodeFormat.BASE64, "oQUe99JwD14=", 128, "found base64 of 8 bytes, allowed is the");
    assertRefused(CodeFormat.BASE64, "oQ-e_9JwD14=", 64, "URL-safe base64");
    assertRefused(CodeFormat.BASE64, "oQUe99JwD15=", 64, "bits behind the last byte");
    assertRefused(
        CodeFormat.BITS, "0101", 5, "found 4 characters 0 or 1, allowed are 5 characters");
    assertRefused(CodeFormat.BITS, "01012", 5, "with the character '2' at position 4");
    assertRefused(CodeFormat.BITS, "a1051ef7d2700f5e", 64, "looks like hex, which is format [hex");
    assertRefused(CodeFormat.LONG, "a1051ef7d2700f5e", 64, "looks like hex, which is format [hex");
    assertRefused(CodeFormat.LONG, "1.5", 64, "with the character '.' at position 1");
  }

  @Test
  public void testTailBitIsNamed() {
    assertRefused(
        CodeFormat.HEX,
        "ffe1",
        12,
        "found bit 15 set, allowed are bits 0 to 11: those behind the last one must be zero");
    assertRefused(
        CodeFormat.BASE64, Base64.getEncoder().encodeToString(new byte[] {1}), 7, "bit 7");
    assertThrows(IllegalArgumentException.class, () -> CodeFormat.HEX.format(new byte[] {1}, 7));
    assertThrows(IllegalArgumentException.class, () -> CodeFormat.HEX.format(new byte[2], 7));
  }

  @Test
  public void testArrays() {
    assertArrayRefused(
        Arrays.asList(1, 2),
        24,
        "found an array of 2 numbers, allowed is an array of 3 bytes (24 bits), each from -128 to 255");
    assertArrayRefused(List.of(0, 1, 1, 0, 1, 0, 0, 1), 8, "looks like single bits");
    assertArrayRefused(List.of(256), 8, "found 256 at position 0 of the array, allowed are integ");
    assertArrayRefused(List.of(0, -129), 16, "found -129 at position 1 of the array");
    assertArrayRefused(List.of(1L << 32), 8, "found 4294967296 at position 0");
    assertArrayRefused(List.of(BigInteger.ONE.shiftLeft(64)), 8, "found 18446744073709551616 at");
    assertArrayRefused(List.of(0.5), 8, "a vector of floats is no code yet");
    assertArrayRefused(Arrays.asList((Integer) null), 8, "found null at position 0");
    assertArrayRefused(List.of(), 8, "found an array of 0 numbers");
    assertArrayRefused(List.of(255), 7, "found bit 7 set");
  }

  @Test
  public void testNames() {
    for (CodeFormat format : CodeFormat.values()) {
      assertEquals(format, CodeFormat.of(format.jsonName()));
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CodeFormat.of("HEX"));
    assertEquals("found format [HEX], allowed are [hex, base64, bits, long]", e.getMessage());
  }

  private static void assertRefused(CodeFormat format, String text, int bitCount, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> format.parse(text, bitCount));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }

  private static void assertArrayRefused(List<? extends Number> values, int bits, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CodeFormat.fromBytes(values, bits));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }

  private static <T> T pick(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
