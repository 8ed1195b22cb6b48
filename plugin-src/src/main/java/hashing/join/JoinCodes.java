package hashing.join;

import hashing.code.Codes;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/**
 * A set of codes to be joined: each distinct one once, in ascending unsigned byte order, with its
 * owners. A code's place in that order is its ordinal; owners are the documents of a searcher, all
 * segments together, or the places in a list.
 *
 * <p>Takes {@link #byteSize} bytes of heap, asked for as they grow. Immutable; thread-safe but for
 * {@link #close}.
 */
public final class JoinCodes implements Closeable {
  private final int bitCount;
  private final int count;
  private final long[] words;
  private final int[] firstOwners;
  private final int[] owners;
  private final Reservation memory;

  JoinCodes(
      int bitCount, int count, long[] words, int[] firstOwners, int[] owners, Reservation memory) {
    this.bitCount = bitCount;
    this.count = count;
    this.words = words;
    this.firstOwners = firstOwners;
    this.owners = owners;
    this.memory = memory;
  }

  /**
   * The codes of a field's live documents, in whatever format they were written. What the
   * searcher's reader hides is left out.
   *
   * @param filter matches the documents wanted, null for all
   * @throws IllegalArgumentException if the field has codes of another length; the message names
   *     both
   */
  public static JoinCodes of(
      IndexSearcher searcher, String field, int bitCount, Query filter, JoinContext context)
      throws IOException {
    JoinCodesBuilder builder = new JoinCodesBuilder(bitCount, context);
    try {
      new SegmentLoad(field, builder, context.check()).load(searcher, filter);
      return builder.finish();
    } catch (IOException | RuntimeException | Error e) {
      builder.close();
      throw e;
    }
  }

  /**
   * Codes of a list; the owner of the {@code i}-th is {@code i}.
   *
   * @param codes one behind the other, {@code ceil(bitCount / 8)} bytes each, bits behind the last
   *     one zero
   * @throws IllegalArgumentException if their bytes are no multiple of that, or such a bit is set
   */
  public static JoinCodes of(int bitCount, byte[] codes, JoinContext context) {
    int byteLength = Codes.byteLength(bitCount);
    if (codes.length % byteLength != 0) {
      throw new IllegalArgumentException(
          "codes of " + byteLength + " bytes each, found " + codes.length + " bytes");
    }
    JoinCodesBuilder builder = new JoinCodesBuilder(bitCount, context);
    try {
      for (int i = 0; i < codes.length / byteLength; i++) {
        byte[] code = Arrays.copyOfRange(codes, i * byteLength, (i + 1) * byteLength);
        builder.add(Codes.check(code, bitCount), i);
      }
      return builder.finish();
    } catch (RuntimeException | Error e) {
      builder.close();
      throw e;
    }
  }

  /** Bits of a code. */
  public int bitCount() {
    return bitCount;
  }

  /** Distinct codes. */
  public int count() {
    return count;
  }

  /** Owners of all codes. */
  public int ownerCount() {
    return owners.length;
  }

  /** A code, {@code ceil(bitCount / 8)} bytes. */
  public byte[] code(int ordinal) {
    byte[] code = new byte[Codes.byteLength(bitCount)];
    for (int i = 0; i < code.length; i++) {
      long word = words[Objects.checkIndex(ordinal, count) * wordCount() + i / Long.BYTES];
      code[i] = (byte) (word >>> (Long.SIZE - Byte.SIZE * (i % Long.BYTES + 1)));
    }
    return code;
  }

  /**
   * Index of an ordinal's first owner; its owners end where the next ordinal's begin, the last
   * one's at {@link #ownerCount}. {@code 0 <= ordinal <= count}.
   */
  public int firstOwner(int ordinal) {
    return firstOwners[ordinal];
  }

  /** An owner; ascending within an ordinal. */
  public int owner(int index) {
    return owners[index];
  }

  /** Owners of one code. */
  public int ownerCount(int ordinal) {
    return firstOwners[ordinal + 1] - firstOwners[ordinal];
  }

  /** Bytes that it takes. */
  public long byteSize() {
    return memory.bytes();
  }

  void checkJoins(JoinCodes other) {
    if (bitCount != other.bitCount) {
      throw new IllegalArgumentException(
          "codes of " + bitCount + " bits cannot be joined with codes of " + other.bitCount);
    }
  }

  int wordCount() {
    return JoinCodesBuilder.wordCount(bitCount);
  }

  /** Words of all codes, one behind the other; not to be written to. */
  long[] words() {
    return words;
  }

  /** Where a code of others is among these, or would be. */
  int place(JoinCodes other, int ordinal) {
    int wordCount = wordCount();
    int at = ordinal * wordCount;
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int from = middle * wordCount;
      int order =
          Arrays.compareUnsigned(words, from, from + wordCount, other.words, at, at + wordCount);
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Distance of one of these codes from one of others. */
  int distance(int ordinal, JoinCodes other, int otherOrdinal, int cut) {
    int wordCount = wordCount();
    int distance = 0;
    for (int w = 0; w < wordCount && distance <= cut; w++) {
      distance +=
          Long.bitCount(words[ordinal * wordCount + w] ^ other.words[otherOrdinal * wordCount + w]);
    }
    return distance;
  }

  /** Distances of several of these codes from as many others. */
  void distances(int[] ordinals, JoinCodes other, int[] others, int count, int[] distances) {
    int wordCount = wordCount();
    long[] own = words;
    long[] theirs = other.words;
    if (wordCount == 1) {
      for (int i = 0; i < count; i++) {
        distances[i] = Long.bitCount(own[ordinals[i]] ^ theirs[others[i]]);
      }
    } else if (wordCount == 2) {
      for (int i = 0; i < count; i++) {
        int a = 2 * ordinals[i];
        int b = 2 * others[i];
        distances[i] =
            Long.bitCount(own[a] ^ theirs[b]) + Long.bitCount(own[a + 1] ^ theirs[b + 1]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        distances[i] = distance(ordinals[i], other, others[i], Integer.MAX_VALUE);
      }
    }
  }

  /** Gives the memory back; the codes must be used no more. */
  @Override
  public void close() {
    memory.close();
  }
}
