package hashing.benchmark;

import hashing.join.CsrMatrix;
import hashing.join.Kernel;
import hashing.join.ProductMemory;
import hashing.join.SparseProduct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times sparse products by kernels, which take turns, round by round. All write their entries to
 * the same memory, which was written to before; the first four count rows of more products than an
 * eighth of the columns directly.
 */
final class KernelTrial {
  private static final int SIZE_BITS = 14;
  private static final int ENTRIES = 254_000;
  private static final int REAL_ROWS = 8_192;
  private static final int REAL_COLUMNS = 65_536;

  /** What is multiplied. */
  enum Input {
    UNIFORM,
    RMAT,
    BUCKETS
  }

  private final JoinTimer timer;
  private final int warmUps;
  private final int threads;
  private final long seed;
  private final ProductMemory memory = new ProductMemory();

  KernelTrial(JoinTimer timer, int warmUps, int threads, long seed) {
    this.timer = timer;
    this.warmUps = warmUps;
    this.threads = threads;
    this.seed = seed;
  }

  /**
   * One product by one kernel.
   *
   * @param predicted products, by the symbolic phase
   * @param products done
   * @param compression products by entries of the result, CF
   * @param planMillis symbolic phase, in the last round, as those below
   * @param addMillis of adding products, all threads
   * @param drainMillis of what is left once a row has its products, and of writing it; all threads
   * @param imbalanceOfProducts the busiest thread's share by the mean one's
   * @param imbalanceOfTime likewise
   */
  private record Row(
      String part,
      String input,
      Kernel kernel,
      int threads,
      JoinTimer.Time time,
      long predicted,
      long products,
      long entries,
      double compression,
      double productsPerSecond,
      double meanProbes,
      double planMillis,
      double addMillis,
      double drainMillis,
      double imbalanceOfProducts,
      double imbalanceOfTime) {}

  /** A kernel on some threads, with its rounds. */
  private final class Entrant {
    final Kernel kernel;
    final int threads;
    final JoinTimer.Rounds rounds = timer.new Rounds(timer.rounds());
    Row row;

    Entrant(Kernel kernel, int threads) {
      this.kernel = kernel;
      this.threads = threads;
    }

    /** Keeps nothing of a result but the last one's figures: garbage is to be cheap. */
    void run(Input input, int round, CsrMatrix a, CsrMatrix b) throws IOException {
      SparseProduct[] product = new SparseProduct[1];
      rounds.run(
          Math.max(0, round),
          () -> product[0] = SparseProduct.of(a, b, kernel, timer.context(threads), memory));
      if (round == timer.rounds() - 1) {
        row = row(input, kernel, threads, rounds.median(), product[0]);
      }
    }
  }

  void run(List<Input> inputs, List<Kernel> kernels, Path data, Report written) throws IOException {
    for (Input input : inputs) {
      switch (input) {
        case UNIFORM ->
            trial(
                input,
                SparseMatrices.uniform(1 << SIZE_BITS, ENTRIES, seed),
                SparseMatrices.uniform(1 << SIZE_BITS, ENTRIES, seed + 1),
                kernels,
                written);
        case RMAT ->
            trial(
                input,
                SparseMatrices.skewed(SIZE_BITS, ENTRIES, seed),
                SparseMatrices.skewed(SIZE_BITS, ENTRIES, seed + 1),
                kernels,
                written);
        case BUCKETS -> {
          CodeSet codes = CodeSets.first(data, 128, REAL_COLUMNS + REAL_ROWS, REAL_ROWS);
          written.data(codes);
          trial(
              input,
              SparseMatrices.buckets(codes.queries(), codes.byteLength()),
              SparseMatrices.transposed(SparseMatrices.buckets(codes.codes(), codes.byteLength())),
              kernels,
              written);
        }
      }
    }
  }

  private void trial(Input input, CsrMatrix a, CsrMatrix b, List<Kernel> kernels, Report written)
      throws IOException {
    List<Entrant> entrants = new ArrayList<>();
    for (Kernel kernel : kernels) {
      entrants.add(new Entrant(kernel, 1));
      if (threads > 1 && kernel.compareTo(Kernel.V3) <= 0) {
        entrants.add(new Entrant(kernel, threads));
      }
    }
    for (int round = -warmUps; round < timer.rounds(); round++) {
      for (Entrant entrant : entrants) {
        entrant.run(input, round, a, b);
      }
    }
    for (Entrant entrant : entrants) {
      written.row(entrant.row);
      print(entrant.row);
    }
  }

  private static Row row(
      Input input, Kernel kernel, int threads, JoinTimer.Time time, SparseProduct product) {
    return new Row(
        "kernels",
        input.name().toLowerCase(Locale.ROOT),
        kernel,
        threads,
        time,
        product.products(),
        product.done(),
        product.entries(),
        (double) product.products() / product.entries(),
        product.products() / time.seconds(),
        product.meanProbes(),
        product.planNanos() / 1e6,
        product.addNanos() / 1e6,
        product.drainNanos() / 1e6,
        product.imbalance(),
        product.timeImbalance());
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %-9s %d threads: %7.2f ms, cpu %7.2f ms; products %d foreseen, %d done, %d entries,"
            + " CF %.2f; %.2f probes; plan %.2f ms, add %.2f ms, drain %.2f ms; imbalance %.2f"
            + " of products, %.2f of time%n",
        row.input,
        row.kernel,
        row.threads,
        row.time.seconds() * 1e3,
        row.time.cpuSeconds() * 1e3,
        row.predicted,
        row.products,
        row.entries,
        row.compression,
        row.meanProbes,
        row.planMillis,
        row.addMillis,
        row.drainMillis,
        row.imbalanceOfProducts,
        row.imbalanceOfTime);
  }
}
