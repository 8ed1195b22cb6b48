package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.lucene.util.BitUtil;

/** The codes that a query asks for, of which the nearest counts. Immutable. */
final class QueryCodes {
  private final List<String> hex;
  private final long[][] words;
  private final int byteLength;

  private QueryCodes(QueryCodes all, int index) {
    hex = List.of(all.hex.get(index));
    words = new long[][] {all.words[index]};
    byteLength = all.byteLength;
  }

  /**
   * @throws IllegalArgumentException if there is no code or one has not the bytes of {@code
   *     bitCount} bits
   */
  QueryCodes(int bitCount, List<byte[]> codes) {
    byteLength = (bitCount + Byte.SIZE - 1) / Byte.SIZE;
    if (codes.isEmpty()) {
      throw new IllegalArgumentException("a query has at least one code, found none");
    }
    List<String> written = new ArrayList<>();
    words = new long[codes.size()][];
    for (int i = 0; i < words.length; i++) {
      byte[] code = codes.get(i);
      if (code.length != byteLength) {
        throw new IllegalArgumentException(
            "a code of " + bitCount + " bits has " + byteLength + " bytes, found " + code.length);
      }
      written.add(HexFormat.of().formatHex(code));
      words[i] = words(code);
    }
    hex = List.copyOf(written);
  }

  private static long[] words(byte[] code) {
    int count = (code.length + Long.BYTES - 1) / Long.BYTES;
    byte[] padded = Arrays.copyOf(code, count * Long.BYTES);
    long[] words = new long[count];
    for (int word = 0; word < count; word++) {
      words[word] = (long) BitUtil.VH_BE_LONG.get(padded, word * Long.BYTES);
    }
    return words;
  }

  /** One of the codes, as a query of its own. */
  QueryCodes only(int index) {
    return count() == 1 ? this : new QueryCodes(this, index);
  }

  int count() {
    return words.length;
  }

  int byteLength() {
    return byteLength;
  }

  int wordCount() {
    return words[0].length;
  }

  /** The words of one code; the caller must not change them. */
  long[] words(int index) {
    return words[index];
  }

  /** Distance of a stored code from the nearest of these. */
  int distance(SegmentCodes codes, int ordinal) throws IOException {
    int nearest = Integer.MAX_VALUE;
    for (long[] query : words) {
      int distance = 0;
      for (int word = 0; word < query.length; word++) {
        distance += Long.bitCount(codes.word(ordinal, word) ^ query[word]);
      }
      nearest = Math.min(nearest, distance);
    }
    return nearest;
  }

  /** Distance of a code from the nearest of these. */
  int distance(byte[] code) {
    long[] other = words(code);
    int nearest = Integer.MAX_VALUE;
    for (long[] query : words) {
      int distance = 0;
      for (int word = 0; word < query.length; word++) {
        distance += Long.bitCount(other[word] ^ query[word]);
      }
      nearest = Math.min(nearest, distance);
    }
    return nearest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QueryCodes codes && hex.equals(codes.hex);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return String.join(",", hex);
  }
}
