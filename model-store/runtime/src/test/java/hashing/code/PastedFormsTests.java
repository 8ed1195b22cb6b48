package hashing.code;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.Test;

/**
 * Every form in which people have codes, given to a field of every format: read as the code it is,
 * or refused with a guess of what it was.
 */
public class PastedFormsTests {

  private static final String CODE = "a1051ef7d2700f5e";
  private static final String PDQ =
      "6332cc99376b634bc5892672bcd996092327c4bd7ef03203888423f7fdbc9dd0";

  /** A form of {@link #CODE} for a field of 64 bits, and what each format of field says to it. */
  private record Form(String text, String hex, String base64, String bits, String number) {

    String expected(CodeFormat format) {
      return switch (format) {
        case HEX -> hex;
        case BASE64 -> base64;
        case BITS -> bits;
        case LONG -> number;
      };
    }
  }

  private static final String READ = "read";
  private static final String OTHER = "read as another code";
  private static final String IS_HEX = "looks like hex, which is format [hex]";
  private static final String IS_LONG = "decimal number, which is format [long]";
  private static final String IS_BASE64 = "looks like base64, which is format [base64]";
  private static final String IS_BITS = "looks like single bits, which is format [bits]";
  private static final String IS_PDQ = "256 bits, looks like PDQ";
  private static final String IS_COLORHASH = "looks like the 42 of a colorhash of imagehash";
  private static final String PREFIX = "letter for the kind of hash in front: leave \"p:\" out";
  private static final String BYTEA = "as a database prints bytes: leave \\x out";
  private static final String BLOB = "as a database prints bytes: leave x and the quotes out";
  private static final String SEVERAL = "looks like several codes, as crop_resistant_hash";
  private static final String URL_SAFE = "looks like URL-safe base64: put + for - and / for _";

  private static List<Form> forms() {
    String bits =
        String.join(
            "",
            IntStream.range(0, 64)
                .mapToObj(bit -> Codes.get(HexFormat.of().parseHex(CODE), bit) ? "1" : "0")
                .toList());
    return List.of(
        new Form(CODE, READ, IS_HEX, IS_HEX, IS_HEX),
        new Form(CODE.toUpperCase(Locale.ROOT), READ, IS_HEX, IS_HEX, IS_HEX),
        new Form("0x" + CODE, READ, IS_HEX, IS_HEX, IS_HEX),
        new Form("0X" + CODE.toUpperCase(Locale.ROOT), READ, IS_HEX, IS_HEX, IS_HEX),
        new Form(PDQ, IS_PDQ, IS_PDQ, IS_PDQ, IS_PDQ),
        // Eleven characters are base64 of eight bytes too, and these a number: nothing to tell by.
        new Form("03048001200", IS_COLORHASH, OTHER, IS_COLORHASH, OTHER),
        new Form(
            "0304800120f", IS_COLORHASH, "its behind the last byte", IS_COLORHASH, IS_COLORHASH),
        new Form("-6844030008983285922", IS_LONG, IS_LONG, IS_LONG, READ),
        new Form("11602714064726265694", IS_LONG, IS_LONG, IS_LONG, READ),
        new Form("p:" + CODE, PREFIX, PREFIX, PREFIX, PREFIX),
        new Form("oQUe99JwD14=", IS_BASE64, READ, IS_BASE64, IS_BASE64),
        new Form("oQUe99JwD14", IS_BASE64, READ, IS_BASE64, IS_BASE64),
        new Form("oQUe9-JwD14=", URL_SAFE, URL_SAFE, URL_SAFE, "'o' at position 0"),
        new Form(bits, IS_BITS, IS_BITS, READ, IS_BITS),
        new Form("\\x" + CODE, BYTEA, BYTEA, BYTEA, BYTEA),
        new Form("X'" + CODE + "'", BLOB, BLOB, BLOB, BLOB),
        new Form(CODE + "," + CODE, SEVERAL, SEVERAL, SEVERAL, SEVERAL));
  }

  @Test
  public void testTextsAreReadOrNamed() {
    byte[] code = HexFormat.of().parseHex(CODE);
    for (Form form : forms()) {
      for (CodeFormat format : CodeFormat.values()) {
        String where = format + " " + form.text();
        String expected = form.expected(format);
        try {
          byte[] parsed = format.parse(form.text(), 64);
          assertEquals(where, expected, Arrays.equals(code, parsed) ? READ : OTHER);
        } catch (IllegalArgumentException e) {
          assertTrue(where + ": " + e.getMessage(), e.getMessage().contains(expected));
          assertTrue(where + ": " + e.getMessage(), e.getMessage().contains("64 bits, format ["));
        }
      }
    }
  }

  @Test
  public void testPdqIsReadWhereItFits() {
    assertArrayEquals(HexFormat.of().parseHex(PDQ), CodeFormat.HEX.parse(PDQ, 256));
  }

  @Test
  public void testArrays() {
    byte[] code = HexFormat.of().parseHex(CODE);
    int[] unsigned = IntStream.range(0, 8).map(i -> code[i] & 0xFF).toArray();
    int[] signed = IntStream.range(0, 8).map(i -> code[i]).toArray();
    int[] bits = IntStream.range(0, 64).map(i -> Codes.get(code, i) ? 1 : 0).toArray();
    assertArrayEquals(code, CodeFormat.fromBytes(unsigned, 64));
    assertArrayEquals(code, CodeFormat.fromBytes(signed, 64));
    String message = arrayRefusal(bits);
    assertTrue(message, message.contains("looks like single bits: write them as one string"));
    bits[63] = 2;
    message = arrayRefusal(bits);
    assertTrue(message, message.startsWith("found an array of 64 numbers, allowed is"));
  }

  /** The offset form is bytes as well, so it cannot be told: it is read as two's complement. */
  @Test
  public void testOffsetBytesAreReadAsTheyStand() {
    assertArrayEquals(
        HexFormat.of().parseHex("0bb500"), CodeFormat.fromBytes(new int[] {11, -75, 0}, 24));
  }

  @Test
  public void testNumbers() {
    for (CodeFormat format : List.of(CodeFormat.HEX, CodeFormat.BASE64, CodeFormat.BITS)) {
      String guess = format.guess(-6844030008983285922L, 64);
      assertTrue(format + guess, guess.contains(IS_LONG));
      assertEquals("", format.guess(-6844030008983285922L, 128));
      assertEquals("", format.guess(0.5, 64));
    }
    String guess = CodeFormat.LONG.guess(1.1602714064726265694e19, 64);
    assertTrue(guess, guess.contains("loses digits above 2^53: send a string"));
  }

  private static String arrayRefusal(int[] values) {
    try {
      CodeFormat.fromBytes(values, 64);
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    throw new AssertionError("was read");
  }
}
