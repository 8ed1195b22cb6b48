package hashing.join;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The product of two sparse matrices of ones, row by row: what the kernels are measured by. A join
 * merges its rows in the same way and keeps nothing of them but what lies within the radius.
 *
 * <p>Source: Gustavson, "Two Fast Algorithms for Sparse Matrices", ACM TOMS 4(3), 1978 (by rows);
 * the kernels name theirs.
 */
public final class SparseProduct {
  /** Products of a token, about. */
  private static final long TOKEN = 1 << 16;

  private final CsrMatrix a;
  private final CsrMatrix b;
  private final Kernel kernel;
  private final JoinContext context;
  private final long[] sums;

  /** The share of each thread, and where each row of the result is. */
  private final Part[] parts;

  private final int[] partOfRow;
  private final int[] startOfRow;
  private final int[] endOfRow;

  private SparseProduct(CsrMatrix a, CsrMatrix b, Kernel kernel, JoinContext context) {
    this.a = a;
    this.b = b;
    this.kernel = kernel;
    this.context = context;
    sums = new long[a.rowCount() + 1];
    for (int row = 0; row < a.rowCount(); row++) {
      sums[row + 1] = sums[row] + a.products(row, b);
    }
    parts = new Part[context.threads()];
    partOfRow = new int[a.rowCount()];
    startOfRow = new int[a.rowCount()];
    endOfRow = new int[a.rowCount()];
  }

  /** Multiplies two matrices; the result keeps all that is asked of it. */
  public static SparseProduct of(CsrMatrix a, CsrMatrix b, Kernel kernel, JoinContext context)
      throws IOException {
    SparseProduct product = new SparseProduct(a, b, kernel, context);
    try (Reservation memory = new Reservation(context.memory())) {
      product.run(memory);
    }
    return product;
  }

  /** What one thread did. */
  private static final class Part {
    int[] columns = new int[1 << 12];
    int[] values = new int[1 << 12];
    int size;
    long products;
    long probes;
    long nanos;

    void add(RowMerger merger, int count, Reservation memory) {
      if (size + count > columns.length) {
        int length = RowAccumulator.grown(columns.length, (long) size + count);
        memory.add(2L * Integer.BYTES * (length - columns.length));
        columns = Arrays.copyOf(columns, length);
        values = Arrays.copyOf(values, length);
      }
      System.arraycopy(merger.columns(), 0, columns, size, count);
      System.arraycopy(merger.values(), 0, values, size, count);
      size += count;
    }
  }

  private void run(Reservation memory) throws IOException {
    int[] tokens = tokens();
    AtomicInteger next = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int t = 0; t < parts.length; t++) {
      int thread = t;
      parts[t] = new Part();
      tasks.add(() -> {
        work(thread, tokens, next, memory);
        return null;
      });
    }
    JoinTasks.run(context, tasks);
  }

  /** First rows of tokens, and the end. */
  private int[] tokens() {
    int[] starts = new int[a.rowCount() + 2];
    int size = 1;
    for (int row = 1; row <= a.rowCount(); row++) {
      if (row == a.rowCount() || sums[row] - sums[starts[size - 1]] >= TOKEN) {
        starts[size++] = row;
      }
    }
    return Arrays.copyOf(starts, size);
  }

  private void work(int thread, int[] tokens, AtomicInteger next, Reservation memory) {
    long start = System.nanoTime();
    RowMerger merger = new RowMerger(kernel, b.columnCount(), b.columns(), memory);
    RowRanges ranges = new RowRanges();
    int threads = parts.length;
    switch (kernel.schedule) {
      case ROUND_ROBIN -> rows(thread, a.rowCount(), threads, thread, merger, ranges, memory);
      case BALANCED -> rows(bound(thread), bound(thread + 1), 1, thread, merger, ranges, memory);
      case TOKENS -> {
        for (int t = next.getAndIncrement(); t < tokens.length - 1; t = next.getAndIncrement()) {
          context.check().run();
          rows(tokens[t], tokens[t + 1], 1, thread, merger, ranges, memory);
        }
      }
    }
    parts[thread].products = merger.products;
    parts[thread].probes = merger.probes();
    parts[thread].nanos = System.nanoTime() - start;
  }

  /** First row of a thread's stretch where all have about the same products. */
  private int bound(int thread) {
    long wanted = (sums[a.rowCount()] + parts.length - 1) / parts.length * thread;
    int found = Arrays.binarySearch(sums, Math.min(wanted, sums[a.rowCount()]));
    return thread == parts.length
        ? a.rowCount()
        : found < 0 ? -found - 1 : Math.min(found, a.rowCount());
  }

  private void rows(
      int from,
      int to,
      int step,
      int thread,
      RowMerger merger,
      RowRanges ranges,
      Reservation memory) {
    Part part = parts[thread];
    for (int row = from; row < to; row += step) {
      ranges.clear();
      for (int i = a.starts()[row]; i < a.starts()[row + 1]; i++) {
        int other = a.columns()[i];
        ranges.add(b.starts()[other], b.starts()[other + 1]);
      }
      ranges.endRow();
      int count = merger.merge(ranges, 0, 1);
      partOfRow[row] = thread;
      startOfRow[row] = part.size;
      part.add(merger, count, memory);
      endOfRow[row] = part.size;
    }
  }

  /** Different columns of a row of the result. */
  public int count(int row) {
    return endOfRow[row] - startOfRow[row];
  }

  /** A column of a row, in no order. */
  public int column(int row, int index) {
    return parts[partOfRow[row]].columns[startOfRow[row] + index];
  }

  /** What stands there. */
  public int value(int row, int index) {
    return parts[partOfRow[row]].values[startOfRow[row] + index];
  }

  /** Products, all rows. */
  public long products() {
    return sums[a.rowCount()];
  }

  /** Entries of the result. */
  public long entries() {
    return Arrays.stream(parts).mapToLong(part -> part.size).sum();
  }

  /** Slots looked at for each product. */
  public double meanProbes() {
    double sum = Arrays.stream(parts).mapToLong(part -> part.probes).sum();
    return products() == 0 ? 0 : sum / products();
  }

  /** The busiest thread's products by those of the mean thread. */
  public double imbalance() {
    long most = Arrays.stream(parts).mapToLong(part -> part.products).max().orElse(0);
    return products() == 0 ? 1 : (double) most * parts.length / products();
  }

  /** The slowest thread's time by that of the mean thread. */
  public double timeImbalance() {
    long most = Arrays.stream(parts).mapToLong(part -> part.nanos).max().orElse(0);
    double sum = Arrays.stream(parts).mapToLong(part -> part.nanos).sum();
    return sum == 0 ? 1 : most * parts.length / sum;
  }
}
