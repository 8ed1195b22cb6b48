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

  private final ProductMemory.Block[] blockOfRow;
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
    blockOfRow = new ProductMemory.Block[a.rowCount()];
    startOfRow = new int[a.rowCount()];
    endOfRow = new int[a.rowCount()];
    planNanos = System.nanoTime() - start;
  }

  /** Multiplies two matrices; the result keeps all that is asked of it. */
  public static SparseProduct of(CsrMatrix a, CsrMatrix b, Kernel kernel, JoinContext context)
      throws IOException {
    return of(a, b, kernel, context, new ProductMemory());
  }

  /** Multiplies two matrices; entries can be read until the next product in the same memory. */
  public static SparseProduct of(
      CsrMatrix a, CsrMatrix b, Kernel kernel, JoinContext context, ProductMemory entries)
      throws IOException {
    entries.clear();
    SparseProduct product = new SparseProduct(a, b, kernel, context);
    try (Reservation memory = new Reservation(context.memory())) {
      product.run(entries, memory);
    }
    return product;
  }

  /** What one thread did. */
  private static final class Part {
    private final ProductMemory memory;
    private final Reservation reservation;
    ProductMemory.Block block;
    long entries;
    long products;
    long probes;
    long nanos;
    long drainNanos;

    Part(ProductMemory memory, Reservation reservation) {
      this.memory = memory;
      this.reservation = reservation;
      block = memory.take(0, reservation);
    }

    void add(RowMerger merger, int count) {
      if (block.size + count > block.columns.length) {
        block = memory.take(count, reservation);
      }
      System.arraycopy(merger.columns(), 0, block.columns, block.size, count);
      System.arraycopy(merger.values(), 0, block.values, block.size, count);
      block.size += count;
      entries += count;
    }
  }

  private void run(ProductMemory entries, Reservation memory) throws IOException {
    long start = System.nanoTime();
    int[] tokens = tokens();
    planNanos += System.nanoTime() - start;
    AtomicInteger next = new AtomicInteger();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int t = 0; t < parts.length; t++) {
      int thread = t;
      parts[t] = new Part(entries, memory);
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
      case ROUND_ROBIN -> rows(thread, a.rowCount(), threads, thread, merger, ranges);
      case BALANCED -> rows(bound(thread), bound(thread + 1), 1, thread, merger, ranges);
      case TOKENS -> {
        for (int t = next.getAndIncrement(); t < tokens.length - 1; t = next.getAndIncrement()) {
          context.check().run();
          rows(tokens[t], tokens[t + 1], 1, thread, merger, ranges);
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

  private void rows(int from, int to, int step, int thread, RowMerger merger, RowRanges ranges) {
    Part part = parts[thread];
    for (int row = from; row < to; row += step) {
      ranges.clear();
      for (int i = a.starts()[row]; i < a.starts()[row + 1]; i++) {
        int other = a.columns()[i];
        ranges.add(b.starts()[other], b.starts()[other + 1]);
      }
      ranges.endRow();
      merger.add(ranges, 0);
      long start = System.nanoTime();
      int count = merger.finish(1);
      part.add(merger, count);
      part.drainNanos += System.nanoTime() - start;
      blockOfRow[row] = part.block;
      startOfRow[row] = part.block.size - count;
      endOfRow[row] = part.block.size;
    }
  }

  /** Different columns of a row of the result. */
  public int count(int row) {
    return endOfRow[row] - startOfRow[row];
  }

  /** A column of a row, in no order. */
  public int column(int row, int index) {
    return blockOfRow[row].columns[startOfRow[row] + index];
  }

  /** What stands there. */
  public int value(int row, int index) {
    return blockOfRow[row].values[startOfRow[row] + index];
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

  /** Time of adding products, all threads. */
  public long addNanos() {
    return Arrays.stream(parts).mapToLong(part -> part.nanos - part.drainNanos).sum();
  }

  /** Time of what is left once a row has its products, and of writing it to the result. */
  public long drainNanos() {
    return Arrays.stream(parts).mapToLong(part -> part.drainNanos).sum();
  }
}
