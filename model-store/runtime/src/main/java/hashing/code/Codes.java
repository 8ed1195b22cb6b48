package hashing.code;

import java.util.Arrays;

/** Arithmetic on packed codes; the layout is the package's. Stateless. */
public final class Codes {

  /** The longest code, in bits. */
  public static final int MAX_BIT_COUNT = 16384;

  private Codes() {}

  /** Bytes of a code of {@code bitCount} bits. */
  public static int byteLength(int bitCount) {
    return (bitCount + Byte.SIZE - 1) / Byte.SIZE;
  }

  /**
   * Packs relaxed values, one a bit: a bit is 1 where its value is above zero, so that 0.0, -0.0
   * and NaN give 0.
   */
  public static byte[] pack(float[] relaxed) {
    return pack(relaxed, 0, relaxed.length);
  }

  /** As {@link #pack(float[])}, of {@code bitCount} values from {@code start} on. */
  public static byte[] pack(float[] relaxed, int start, int bitCount) {
    byte[] code = new byte[byteLength(bitCount)];
    for (int bit = 0; bit < bitCount; bit++) {
      if (relaxed[start + bit] > 0) {
        set(code, bit);
      }
    }
    return code;
  }

  /** Sets one bit of a code. */
  public static void set(byte[] code, int bit) {
    code[bit >> 3] |= (byte) (0x80 >>> (bit & 7));
  }

  /** Whether one bit of a code is set. */
  public static boolean get(byte[] code, int bit) {
    return (code[bit >> 3] & (0x80 >>> (bit & 7))) != 0;
  }

  /** Number of bits in which two codes of one length differ. */
  public static int distance(byte[] a, byte[] b) {
    int mismatch = Arrays.mismatch(a, b);
    if (mismatch < 0) {
      return 0;
    }
    int distance = 0;
    for (int i = mismatch; i < a.length; i++) {
      distance += Integer.bitCount((a[i] ^ b[i]) & 0xFF);
    }
    return distance;
  }

  /**
   * First set bit at or behind {@code bitCount}, which makes a code invalid; -1 where there is
   * none.
   */
  public static int firstTailBit(byte[] code, int bitCount) {
    for (int bit = bitCount; bit < code.length * Byte.SIZE; bit++) {
      if (get(code, bit)) {
        return bit;
      }
    }
    return -1;
  }

  /**
   * The code itself, where it has {@code ceil(bitCount / 8)} bytes and a zero tail.
   *
   * @throws IllegalArgumentException otherwise; the message has the lengths or the tail bit
   */
  public static byte[] check(byte[] code, int bitCount) {
    if (code.length != byteLength(bitCount)) {
      throw new IllegalArgumentException(
          "found a code of "
              + Pasted.count(code.length, "byte")
              + ", allowed are "
              + byteLength(bitCount)
              + " ("
              + Pasted.count(bitCount, "bit")
              + ")");
    }
    int tail = firstTailBit(code, bitCount);
    if (tail >= 0) {
      throw new IllegalArgumentException(
          "found bit "
              + tail
              + " set, allowed are bits 0 to "
              + (bitCount - 1)
              + ": those behind the last one must be zero");
    }
    return code;
  }
}
