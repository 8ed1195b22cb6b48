package hashing.search;

import hashing.code.Codes;
import hashing.index.SegmentCodes;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * The codes that a query asks for; a document's distance is the least one to any of them.
 * Immutable.
 */
final class QueryCodes {

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[][] codes;
  private final long[][] words;

  QueryCodes(String field, int bitCount, List<byte[]> given) {
    if (bitCount < 1 || bitCount > Codes.MAX_BIT_COUNT) {
      throw new IllegalArgumentException(
          message(field, "bits must be 1 to " + Codes.MAX_BIT_COUNT + ", found " + bitCount));
    }
    if (given.isEmpty()) {
      throw new IllegalArgumentException(message(field, "at least one code is needed, found none"));
    }
    int byteLength = Codes.byteLength(bitCount);
    codes = new byte[given.size()][];
    words = new long[codes.length][];
    for (int i = 0; i < codes.length; i++) {
      byte[] code = given.get(i).clone();
      if (code.length != byteLength) {
        throw new IllegalArgumentException(
            message(field, "a code has " + byteLength + " bytes, found " + code.length));
      }
      int tail = Codes.firstTailBit(code, bitCount);
      if (tail >= 0) {
        throw new IllegalArgumentException(
            message(field, "a code has " + bitCount + " bits, found bit " + tail + " set"));
      }
      codes[i] = code;
      words[i] = words(code);
    }
  }

  static String message(String field, String problem) {
    return "hamming query on field [" + field + "]: " + problem;
  }

  private static long[] words(byte[] code) {
    byte[] padded = Arrays.copyOf(code, (code.length + 7) & ~7);
    long[] words = new long[padded.length / Long.BYTES];
    for (int w = 0; w < words.length; w++) {
      words[w] = (long) WORDS.get(padded, w * Long.BYTES);
    }
    return words;
  }

  int count() {
    return codes.length;
  }

  int byteLength() {
    return codes[0].length;
  }

  long[] words(int query) {
    return words[query];
  }

  /** The words of all codes; not to be written to. */
  long[][] words() {
    return words;
  }

  List<byte[]> copies() {
    return Arrays.stream(codes).map(byte[]::clone).toList();
  }

  int distance(byte[] code) {
    int least = Integer.MAX_VALUE;
    for (byte[] own : codes) {
      least = Math.min(least, Codes.distance(own, code));
    }
    return least;
  }

  /** Distance of a stored code, exact where it is at most {@code cut}, else anything above. */
  int distance(SegmentCodes stored, int ordinal, int cut) throws IOException {
    int least = Integer.MAX_VALUE;
    for (long[] own : words) {
      least = Math.min(least, distance(own, stored, ordinal, cut));
    }
    return least;
  }

  /** Which of the codes is nearest to a stored one, the first where several are. */
  int nearest(long[] stored) {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int c = 0; c < words.length && words.length > 1; c++) {
      int distance = 0;
      for (int w = 0; w < stored.length; w++) {
        distance += Long.bitCount(words[c][w] ^ stored[w]);
      }
      if (distance < least) {
        least = distance;
        best = c;
      }
    }
    return best;
  }

  static int distance(long[] own, SegmentCodes stored, int ordinal, int cut) throws IOException {
    int distance = 0;
    for (int w = 0; w < own.length && distance <= cut; w++) {
      distance += Long.bitCount(own[w] ^ stored.word(ordinal, w));
    }
    return distance;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QueryCodes that && Arrays.deepEquals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(codes);
  }
}
