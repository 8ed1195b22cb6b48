package hashing.fingerprint;

import hashing.code.Codes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * SHA-256 of answers, in lower-case hex. Each starts with the name of the probes, what is hashed
 * and the number of bits. Stateless.
 */
final class AnswerHash {

  /** Bits that are cut off the 23 of a float's mantissa. */
  private static final int CUT_BITS = 3;

  private AnswerHash() {}

  /**
   * Of relaxed codes: sign, exponent and the first 20 bits of the mantissa of each number; all NaN
   * are one, and so are both zeros. Equal for one model in one runtime; two runtimes differ in last
   * digits, which no cutting hides, as some number always lies beside a border.
   */
  static String exact(String probes, int bitCount, float[] relaxed) {
    MessageDigest digest = begin(probes, "exact", bitCount);
    ByteBuffer bytes = ByteBuffer.allocate(relaxed.length * Integer.BYTES);
    for (float value : relaxed) {
      bytes.putInt(Float.floatToIntBits(value == 0 ? 0f : value) & -(1 << CUT_BITS));
    }
    return hex(digest.digest(bytes.array()));
  }

  /** Of the codes of the probes from one number to before another; refused ones are marked. */
  static String codes(String probes, int bitCount, byte[][] codes, int from, int to) {
    MessageDigest digest = begin(probes, "codes " + from, bitCount);
    for (int i = from; i < to; i++) {
      digest.update((byte) (codes[i] == null ? 0 : 1));
      if (codes[i] != null) {
        digest.update(codes[i]);
      }
    }
    return hex(digest.digest());
  }

  /**
   * Equal for codes that differ in the order of their bits and in which of them are turned over: of
   * each bit its answers to all probes, turned over where the first answer is 1; these sorted.
   */
  static String isometry(String probes, int bitCount, byte[][] codes) {
    List<byte[]> columns = new ArrayList<>();
    for (int bit = 0; bit < bitCount; bit++) {
      columns.add(column(codes, bit));
    }
    columns.sort(Arrays::compareUnsigned);
    MessageDigest digest = begin(probes, "isometry", bitCount);
    columns.forEach(digest::update);
    return hex(digest.digest());
  }

  /** A bit's answers, packed, turned over where the first is 1; refused ones are 0. */
  static byte[] column(byte[][] codes, int bit) {
    boolean turned = turned(codes, bit);
    byte[] column = new byte[Codes.byteLength(codes.length)];
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] != null && Codes.get(codes[i], bit) != turned) {
        Codes.set(column, i);
      }
    }
    return column;
  }

  /** Whether a bit of the first code that is there is 1. */
  static boolean turned(byte[][] codes, int bit) {
    for (byte[] code : codes) {
      if (code != null) {
        return Codes.get(code, bit);
      }
    }
    return false;
  }

  private static MessageDigest begin(String probes, String what, int bitCount) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String title = probes + "\n" + what + "\n" + bitCount + "\n";
      digest.update(title.getBytes(StandardCharsets.UTF_8));
      return digest;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String hex(byte[] sum) {
    return HexFormat.of().formatHex(sum);
  }
}
