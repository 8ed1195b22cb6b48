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

  /** Entries of the result that are kept together. */
  private static final int CHUNK = 1 << 16;

  private final CsrMatrix a;
  private final CsrMatrix b;
  private final Kernel kernel;
  private final JoinContext context;
  private final long[] sums;

  /** The share of each thread, and where each row of the result is. */
  private final Part[] parts;

  private final Chunk[] chunkOfRow;
  private final int[] startOfRow;
  private final int[] endOfRow;
  private long planNanos;

  private SparseProduct(CsrMatrix a, CsrMatrix b, Kernel kernel, JoinContext context) {
    this.a = a;
    this.b = b;
    this.kernel = kernel;
    this.context = context;
    long start = System.nanoTime();
    sums = new long[a.rowCount() + 1];
    for (int row = 0; row < a.rowCount(); row++) {
      sums[row + 1] = sums[row] + a.products(row, b);
    }
    parts = new Part[context.threads()];
    chunkOfRow = new Chunk[a.rowCount()];
    startOfRow = new int[a.rowCount()];
    endOfRow = new int[a.rowCount()];
    planNanos = System.nanoTime() - start;
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

  /** Some rows of the result. */
  private static final class Chunk {
    final int[] columns;
    final int[] values;
    int size;

    Chunk(int length) {
      columns = new int[length];
      values = new int[length];
    }
  }

  /** What one thread did. */
  private static final class Part {
    Chunk chunk = new Chunk(0);
    long entries;
    long products;
    long probes;
    long nanos;
    long writeNanos;

    void add(RowMerger merger, int count, Reservation memory) {
      if (chunk.size + count > chunk.columns.length) {
        int length = Math.max(CHUNK, count);
        memory.add(2L * Integer.BYTES * length);
        chunk = new Chunk(length);
      }
      System.arraycopy(merger.columns(), 0, chunk.columns, chunk.size, count);
      System.arraycopy(merger.values(), 0, chunk.values, chunk.size, count);
      chunk.size += count;
      entries += count;
    }
  }

  private void run(Reservation memory) throws IOException {
    long start = System.nanoTime();
    int[] tokens = tokens();
    planNanos += System.nanoTime() - start;
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
    RowMerger merger = RowMerger.ofKernel(kernel, b.columnCount(), b.columns(), memory);
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
      long start = System.nanoTime();
      part.add(merger, count, memory);
      part.writeNanos += System.nanoTime() - start;
      chunkOfRow[row] = part.chunk;
      startOfRow[row] = part.chunk.size - count;
      endOfRow[row] = part.chunk.size;
    }
  }

  /** Different columns of a row of the result. */
  public int count(int row) {
    return endOfRow[row] - startOfRow[row];
  }

  /** A column of a row, in no order. */
  public int column(int row, int index) {
    return chunkOfRow[row].columns[startOfRow[row] + index];
  }

  /** What stands there. */
  public int value(int row, int index) {
    return chunkOfRow[row].values[startOfRow[row] + index];
  }

  /** Products that were merged. */
  public long done() {
    return Arrays.stream(parts).mapToLong(part -> part.products).sum();
  }

  /** Products, all rows, as the symbolic phase foresees them. */
  public long products() {
    return sums[a.rowCount()];
  }

  /** Entries of the result. */
  public long entries() {
    return Arrays.stream(parts).mapToLong(part -> part.entries).sum();
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

  /** Time of the symbolic phase: products of each row, tokens. */
  public long planNanos() {
    return planNanos;
  }

  /** Time of merging rows, all threads. */
  public long mergeNanos() {
    return Arrays.stream(parts).mapToLong(part -> part.nanos - part.writeNanos).sum();
  }

  /** Time of writing merged rows to the result, all threads. */
  public long writeNanos() {
    return Arrays.stream(parts).mapToLong(part -> part.writeNanos).sum();
  }
}
