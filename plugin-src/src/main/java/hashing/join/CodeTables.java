package hashing.join;

import hashing.probe.SubstringEnumerator;
import hashing.probe.SubstringKeys;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The right matrix of a join: for each value of each substring the codes that have it, ascending.
 * Rows of the left matrix are worked out when they are needed. Made by counting sort, tables side
 * by side. Immutable once made.
 */
final class CodeTables implements Closeable {
  private final JoinCodes codes;
  private final TablePlan plan;
  private final SubstringKeys keys;
  private final Reservation memory;

  /** Tables that are visited. */
  private final int[] used;

  /** Of each table used, ones at the bits of a code that are in its substring. */
  private final long[][] masks;

  /** Of each table used, where each bucket begins in {@link #entries}, and the end of the last. */
  private final int[][] starts;

  private final int[] entries;

  CodeTables(JoinCodes codes, TablePlan plan, JoinContext context) throws IOException {
    this.codes = codes;
    this.plan = plan;
    this.memory = new Reservation(context.memory());
    keys = new SubstringKeys(plan.tables(), codes.wordCount());
    used = plan.used();
    starts = new int[used.length][];
    masks = new long[used.length][codes.wordCount()];
    for (int u = 0; u < used.length; u++) {
      for (int bit : plan.tables()[used[u]]) {
        masks[u][bit / Long.SIZE] |= Long.MIN_VALUE >>> (bit % Long.SIZE);
      }
    }
    try {
      memory.add(byteSize(codes.count(), plan));
      entries = new int[Math.multiplyExact(used.length, codes.count())];
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int u = 0; u < used.length; u++) {
        int table = u;
        tasks.add(() -> {
          build(table, context.check());
          return null;
        });
      }
      JoinTasks.run(context, tasks);
    } catch (IOException | RuntimeException | Error e) {
      memory.close();
      throw e;
    }
  }

  /** Bytes taken while tables are made, the most. */
  static long byteSize(int count, TablePlan plan) {
    long bytes = 0;
    for (int table : plan.used()) {
      bytes += ((1L << plan.tables()[table].length) + 2 + 2L * count) * Integer.BYTES;
    }
    return bytes;
  }

  private void build(int u, Runnable check) {
    int count = codes.count();
    int base = u * count;
    int[] own = new int[count];
    int[] ends = new int[(1 << plan.tables()[used[u]].length) + 1];
    long[] words = codes.words();
    int wordCount = codes.wordCount();
    check.run();
    for (int i = 0; i < count; i++) {
      own[i] = keys.key(used[u], words, i * wordCount);
      ends[own[i]]++;
    }
    check.run();
    int sum = base;
    for (int key = 0; key < ends.length; key++) {
      int size = ends[key];
      ends[key] = sum;
      sum += size;
    }
    check.run();
    for (int i = 0; i < count; i++) {
      entries[ends[own[i]]++] = i;
    }
    // Each bucket's start has moved to its end, which is the next one's start.
    System.arraycopy(ends, 0, ends, 1, ends.length - 1);
    ends[0] = base;
    starts[u] = ends;
    check.run();
  }

  int[] entries() {
    return entries;
  }

  int tableCount() {
    return used.length;
  }

  /** Where the buckets of a table begin in {@link #entries}, and the end of the last. */
  int[] starts(int table) {
    return starts[table];
  }

  /** Whether two codes are in one bucket of a table before one. */
  boolean shareBefore(int table, int a, int b) {
    long[] words = codes.words();
    int wordCount = codes.wordCount();
    for (int u = 0; u < table; u++) {
      long differing = 0;
      for (int w = 0; w < wordCount; w++) {
        differing |= (words[a * wordCount + w] ^ words[b * wordCount + w]) & masks[u][w];
      }
      if (differing == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Pairs in equal buckets: the products of a set joined with itself, exactly, if no more count.
   */
  long equalPairs() {
    long pairs = 0;
    for (int[] own : starts) {
      for (int key = 0; key < own.length - 1; key++) {
        long size = own[key + 1] - own[key];
        pairs += size * (size - 1) / 2;
      }
    }
    return pairs;
  }

  /** The rows of several codes; one thread's. */
  final class Rows {
    private final JoinCodes left;

    /** Whether only codes behind the row's own count. */
    private final boolean behind;

    private final int[] thresholds;
    private final SubstringEnumerator[] values;

    Rows(JoinCodes left, boolean behind) {
      this.left = left;
      this.behind = behind;
      thresholds = new int[used.length];
      values = new SubstringEnumerator[used.length];
      for (int u = 0; u < used.length; u++) {
        thresholds[u] = plan.thresholds()[used[u]];
        values[u] = new SubstringEnumerator(plan.tables()[used[u]].length);
      }
    }

    /** Finds the stretches of rows {@code from} to {@code to - 1}, or of those listed there. */
    void find(int from, int to, int[] list, RowRanges target) {
      target.clear();
      long[] words = left.words();
      int wordCount = left.wordCount();
      for (int i = from; i < to; i++) {
        int row = list == null ? i : list[i];
        for (int u = 0; u < used.length; u++) {
          int key = keys.key(used[u], words, row * wordCount);
          int[] own = starts[u];
          if (thresholds[u] == 0) {
            target.add(own[key], own[key + 1]);
          } else {
            neighbours(u, key, target);
          }
        }
        target.endRow(behind ? row : -1, entries);
      }
    }

    private void neighbours(int u, int key, RowRanges target) {
      int[] own = starts[u];
      for (int d = 0; d <= thresholds[u]; d++) {
        values[u].start(key, d);
        while (values[u].next()) {
          int value = values[u].value();
          if (own[value] < own[value + 1]) {
            target.add(own[value], own[value + 1]);
          }
        }
      }
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
