package hashing.join;

import hashing.index.CodeWords;
import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.TimSorter;

/**
 * Gathers codes with their owners, in any order, owners of one code ascending. Runs of codes in
 * order, as segments have them, are merged without being sorted anew. Not thread-safe.
 */
final class JoinCodesBuilder {
  /** Arrays longer than this cannot be. */
  private static final int MAX_LENGTH = Integer.MAX_VALUE - 64;

  private final int bitCount;
  private final int wordCount;
  private final Runnable check;
  private final Reservation memory;

  /** Of each code added. */
  private long[] words = new long[0];

  private int[] firstOwners = new int[0];
  private int count;
  private int[] owners = new int[0];
  private int ownerCount;

  JoinCodesBuilder(int bitCount, JoinContext context) {
    this.bitCount = bitCount;
    this.wordCount = wordCount(bitCount);
    this.check = context.check();
    this.memory = new Reservation(context.memory());
  }

  static int wordCount(int bitCount) {
    return (bitCount + Long.SIZE - 1) / Long.SIZE;
  }

  int bitCount() {
    return bitCount;
  }

  /** Adds a code with one owner. */
  void add(byte[] code, int owner) {
    add(CodeWords.words(code));
    addOwner(owner);
  }

  /** Adds a code, whose owners follow. */
  void add(long[] code) {
    int end = (count + 1) * wordCount;
    if (end < 0 || end > words.length) {
      int before = words.length;
      words = Arrays.copyOf(words, grown(end, Long.BYTES));
      memory.remove((long) before * Long.BYTES);
    }
    if (count + 2 > firstOwners.length) {
      firstOwners = grown(firstOwners, count + 2);
    }
    System.arraycopy(code, 0, words, count * wordCount, wordCount);
    count++;
    firstOwners[count] = ownerCount;
  }

  /** Adds an owner of the last code. */
  void addOwner(int owner) {
    if (ownerCount == owners.length) {
      owners = grown(owners, ownerCount + 1);
    }
    owners[ownerCount++] = owner;
    firstOwners[count] = ownerCount;
  }

  private int[] grown(int[] array, int least) {
    int[] grown = Arrays.copyOf(array, grown(least, Integer.BYTES));
    memory.remove((long) array.length * Integer.BYTES);
    return grown;
  }

  /** A greater length, for which memory was asked: the copy is there before the old one goes. */
  private int grown(int least, int bytes) {
    if (least < 0 || least > MAX_LENGTH) {
      throw new IllegalArgumentException("too many codes to be joined at once: above " + count);
    }
    int grown = Math.min(MAX_LENGTH, ArrayUtil.oversize(Math.max(64, least), bytes));
    memory.add((long) grown * bytes);
    check.run();
    return grown;
  }

  /** The codes, distinct and in order. */
  JoinCodes finish() {
    boolean ascending = true;
    for (int i = 1; i < count && ascending; i++) {
      ascending = compare(i - 1, i) < 0;
    }
    if (!ascending) {
      long bytes = (long) count * wordCount * Long.BYTES + 4L * Integer.BYTES * count;
      memory.add(bytes + (long) ownerCount * Integer.BYTES);
      merge(order());
    }
    long[] ownWords = exactly(words, count * wordCount);
    int[] ownFirst = exactly(firstOwners, count + 1);
    int[] ownOwners = exactly(owners, ownerCount);
    long kept =
        (long) ownWords.length * Long.BYTES
            + ((long) ownFirst.length + ownOwners.length) * Integer.BYTES;
    memory.remove(memory.bytes() - kept);
    return new JoinCodes(bitCount, count, ownWords, ownFirst, ownOwners, memory);
  }

  private static long[] exactly(long[] array, int length) {
    return array.length == length ? array : Arrays.copyOf(array, length);
  }

  private static int[] exactly(int[] array, int length) {
    return array.length == length ? array : Arrays.copyOf(array, length);
  }

  private int compare(int a, int b) {
    int atA = a * wordCount;
    int atB = b * wordCount;
    return Arrays.compareUnsigned(words, atA, atA + wordCount, words, atB, atB + wordCount);
  }

  /** Stable, so that owners of equal codes stay in order. */
  private int[] order() {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    new TimSorter(count / 2) {
      private final int[] saved = new int[count / 2];

      @Override
      protected int compare(int i, int j) {
        return JoinCodesBuilder.this.compare(order[i], order[j]);
      }

      @Override
      protected void swap(int i, int j) {
        int other = order[i];
        order[i] = order[j];
        order[j] = other;
      }

      @Override
      protected void copy(int from, int to) {
        order[to] = order[from];
      }

      @Override
      protected void save(int from, int length) {
        System.arraycopy(order, from, saved, 0, length);
      }

      @Override
      protected void restore(int from, int to) {
        order[to] = saved[from];
      }

      @Override
      protected int compareSaved(int from, int j) {
        return JoinCodesBuilder.this.compare(saved[from], order[j]);
      }
    }.sort(0, count);
    return order;
  }

  private void merge(int[] order) {
    long[] mergedWords = new long[count * wordCount];
    int[] mergedFirst = new int[count + 1];
    int[] mergedOwners = new int[ownerCount];
    int size = 0;
    int ownerSize = 0;
    for (int i = 0; i < count; i++) {
      int from = order[i];
      if (i == 0 || compare(order[i - 1], from) != 0) {
        System.arraycopy(words, from * wordCount, mergedWords, size * wordCount, wordCount);
        size++;
      }
      int length = firstOwners[from + 1] - firstOwners[from];
      System.arraycopy(owners, firstOwners[from], mergedOwners, ownerSize, length);
      ownerSize += length;
      mergedFirst[size] = ownerSize;
    }
    words = mergedWords;
    firstOwners = mergedFirst;
    owners = mergedOwners;
    count = size;
  }

  /** Gives the memory back where it came to nothing. */
  void close() {
    memory.close();
  }
}
