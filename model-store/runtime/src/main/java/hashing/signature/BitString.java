package hashing.signature;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Bits of keys, hashes and polynomials: bit {@code i}, the coefficient of {@code x^i}, is bit
 * {@code i % 8}, the least significant first, of byte {@code i / 8}. Unused bits of the last byte
 * are zero. Written as lower-case hex. Compared in a time that does not depend on the content;
 * {@link #toString} shows only the length. Immutable.
 */
public final class BitString {

  private final int length;
  private final byte[] bytes;

  private BitString(int length, byte[] bytes) {
    this.length = length;
    this.bytes = bytes;
  }

  /** Bytes that so many bits take. */
  static int bytes(int length) {
    return Math.ceilDiv(length, 8);
  }

  /** The first bits of an array, which is copied. */
  static BitString cut(int length, byte[] bytes) {
    byte[] copy = Arrays.copyOf(bytes, bytes(length));
    if (length % 8 != 0) {
      copy[copy.length - 1] &= (byte) (0xFF >>> 8 - length % 8);
    }
    return new BitString(length, copy);
  }

  /** The first bits of words, least significant first. */
  static BitString cut(int length, long[] words) {
    byte[] bytes = new byte[bytes(length)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (words[i / 8] >>> 8 * i);
    }
    return cut(length, bytes);
  }

  /** Bits drawn one by one. */
  public static BitString random(int length, RandomGenerator random) {
    byte[] bytes = new byte[bytes(length)];
    random.nextBytes(bytes);
    return cut(length, bytes);
  }

  /**
   * Reads lower-case hex of exactly so many bits.
   *
   * @throws IllegalArgumentException for other text; the message names the field, not the content,
   *     which may be a key
   */
  public static BitString parse(String field, int length, String hex) {
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      throw refusal(field, length, e);
    }
    BitString parsed = cut(length, bytes);
    if (!parsed.hex().equals(hex)) {
      throw refusal(field, length, null);
    }
    return parsed;
  }

  private static IllegalArgumentException refusal(String field, int length, Throwable cause) {
    return new IllegalArgumentException(
        field
            + ": found another text, allowed are "
            + 2 * bytes(length)
            + " digits of lower-case hex for "
            + length
            + " bits",
        cause);
  }

  /** Number of bits. */
  public int length() {
    return length;
  }

  boolean bit(int i) {
    return (bytes[i / 8] >>> i % 8 & 1) != 0;
  }

  boolean isZero() {
    int any = 0;
    for (byte part : bytes) {
      any |= part;
    }
    return any == 0;
  }

  BitString withBit(int i) {
    byte[] copy = bytes.clone();
    copy[i / 8] |= (byte) (1 << i % 8);
    return new BitString(length, copy);
  }

  long[] words() {
    long[] words = new long[(length + 63) / 64];
    for (int i = 0; i < bytes.length; i++) {
      words[i / 8] |= (bytes[i] & 0xFFL) << 8 * i;
    }
    return words;
  }

  /** Bit by bit the exclusive or with another of the same length. */
  BitString xor(BitString other) {
    if (other.length != length) {
      throw new IllegalArgumentException(
          "found " + other.length + " bits, allowed are " + length + " to combine with");
    }
    byte[] sum = bytes.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] ^= other.bytes[i];
    }
    return new BitString(length, sum);
  }

  /** Lower-case hex. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BitString bits
        && bits.length == length
        && MessageDigest.isEqual(bits.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return length + " bits";
  }
}
