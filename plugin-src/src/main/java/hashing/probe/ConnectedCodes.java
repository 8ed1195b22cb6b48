package hashing.probe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;

/**
 * Groups distinct codes: two codes are in one group if a chain of codes leads from one to the
 * other, each at most a radius from the next. Exact: a chain may make a group wider than the
 * radius, and no code within the radius of a group's member is outside it.
 *
 * <p>Pairs within the radius are found by tables of substrings, as {@link JoinPlan} has them, or
 * one by one where that is cheaper.
 *
 * <p>Memory: {@link #byteSize}. Not thread-safe.
 *
 * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014, section 3. Differs from the paper: every code is a query, and is compared with
 * those behind it only.
 */
public final class ConnectedCodes {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Codes between two questions whether to go on. */
  private static final int INTERVAL = 256;

  private final int count;
  private final int bitCount;
  private final int wordCount;
  private final long[] words;

  /**
   * @param codes distinct codes, one behind the other, {@code count * ceil(bitCount / 8)} bytes
   */
  public ConnectedCodes(byte[] codes, int count, int bitCount) {
    this.count = count;
    this.bitCount = bitCount;
    this.wordCount = (bitCount + Long.SIZE - 1) / Long.SIZE;
    this.words = new long[Math.multiplyExact(count, wordCount)];
    int byteLength = (bitCount + Byte.SIZE - 1) / Byte.SIZE;
    byte[] padded = new byte[wordCount * Long.BYTES];
    for (int i = 0; i < count; i++) {
      System.arraycopy(codes, i * byteLength, padded, 0, byteLength);
      for (int w = 0; w < wordCount; w++) {
        words[i * wordCount + w] = (long) WORDS.get(padded, w * Long.BYTES);
      }
    }
  }

  /** Bytes that grouping so many codes takes, at the most. */
  public static long byteSize(int count, int bitCount) {
    long forWords = (bitCount + Long.SIZE - 1L) / Long.SIZE * Long.BYTES;
    return count * (forWords + 4 * Integer.BYTES) + (8L << 20);
  }

  /**
   * The group of each code, as the place of its first code.
   *
   * @param maxSeconds estimated time above which it is not begun
   * @param check called from time to time; what it throws ends the work
   * @throws IllegalArgumentException if it would take longer; the message has both times
   */
  public int[] groups(int radius, int maxSeconds, Runnable check) {
    DisjointSets sets = new DisjointSets(count);
    if (radius > 0 && count > 1) {
      JoinPlan plan = JoinPlan.of(words, count, wordCount, bitCount, radius);
      if (plan.nanos() > maxSeconds * 1e9) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "to find all pairs within %d bits among %d distinct codes takes about %.0f s,"
                    + " allowed are %d s",
                radius,
                count,
                plan.nanos() / 1e9,
                maxSeconds));
      }
      join(plan, radius, sets, check);
    }
    int[] groups = new int[count];
    for (int i = 0; i < count; i++) {
      groups[i] = sets.root(i);
    }
    return groups;
  }

  /** Joins the codes of all pairs within the radius that a plan finds. */
  void join(JoinPlan plan, int radius, DisjointSets sets, Runnable check) {
    if (plan.tables().length == 0) {
      joinPairs(radius, sets, check);
      return;
    }
    SubstringKeys keys = new SubstringKeys(plan.tables(), wordCount);
    for (int t = 0; t < plan.tables().length; t++) {
      if (plan.thresholds()[t] >= 0) {
        int bits = plan.tables()[t].length;
        joinTable(keys(keys, t), bits, plan.thresholds()[t], radius, sets, check);
      }
    }
  }

  private void joinPairs(int radius, DisjointSets sets, Runnable check) {
    for (int a = 0; a < count; a++) {
      check.run(); // a thousand codes and more behind each
      for (int b = a + 1; b < count; b++) {
        if (isNear(a, b, radius)) {
          sets.join(a, b);
        }
      }
    }
  }

  private int[] keys(SubstringKeys keys, int table) {
    int[] values = new int[count];
    long[] code = new long[wordCount];
    for (int i = 0; i < count; i++) {
      System.arraycopy(words, i * wordCount, code, 0, wordCount);
      values[i] = keys.key(table, code);
    }
    return values;
  }

  private void joinTable(
      int[] keys, int bits, int threshold, int radius, DisjointSets sets, Runnable check) {
    int[] ends = new int[1 << bits];
    int[] entries = entries(keys, ends);
    SubstringEnumerator values = new SubstringEnumerator(bits);
    for (int a = 0; a < count; a++) {
      if (a % INTERVAL == 0) {
        check.run();
      }
      for (int d = 0; d <= threshold; d++) {
        values.start(keys[a], d);
        while (values.next()) {
          int value = values.value();
          int start = value == 0 ? 0 : ends[value - 1];
          // The codes of a bucket ascend: those behind this one are at its end.
          for (int i = ends[value] - 1; i >= start && entries[i] > a; i--) {
            if (isNear(a, entries[i], radius)) {
              sets.join(a, entries[i]);
            }
          }
        }
      }
    }
  }

  /** Codes by their key, ascending within one; {@code ends} gets where each key's codes end. */
  private static int[] entries(int[] keys, int[] ends) {
    Arrays.fill(ends, 0);
    for (int key : keys) {
      ends[key]++;
    }
    int sum = 0;
    for (int key = 0; key < ends.length; key++) {
      int size = ends[key];
      ends[key] = sum;
      sum += size;
    }
    int[] entries = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      entries[ends[keys[i]]++] = i;
    }
    return entries;
  }

  private boolean isNear(int a, int b, int radius) {
    int distance = 0;
    int atA = a * wordCount;
    int atB = b * wordCount;
    for (int w = 0; w < wordCount && distance <= radius; w++) {
      distance += Long.bitCount(words[atA + w] ^ words[atB + w]);
    }
    return distance <= radius;
  }
}
