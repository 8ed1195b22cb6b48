package hashing.benchmark;

import hashing.join.CsrMatrix;
import hashing.join.Kernel;
import hashing.join.SparseProduct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Times sparse products by every kernel. */
final class KernelTrial {
  private static final int SIZE_BITS = 14;
  private static final int ENTRIES = 254_000;
  private static final int REAL_ROWS = 8_192;
  private static final int REAL_COLUMNS = 65_536;
  private static final int WARM_UPS = 3;

  private final JoinTimer timer;
  private final int threads;
  private final long seed;

  KernelTrial(JoinTimer timer, int threads, long seed) {
    this.timer = timer;
    this.threads = threads;
    this.seed = seed;
  }

  /** One product by one kernel; imbalance is the busiest thread's share by the mean one's. */
  private record Row(
      String part,
      String input,
      Kernel kernel,
      int threads,
      JoinTimer.Time time,
      long products,
      long entries,
      double compression,
      double meanProbes,
      double imbalanceOfProducts,
      double imbalanceOfTime) {}

  void run(Path data, Report written, Path report) throws IOException {
    Map<String, double[]> bars = new LinkedHashMap<>();
    trial(
        "uniform",
        SparseMatrices.uniform(1 << SIZE_BITS, ENTRIES, seed),
        SparseMatrices.uniform(1 << SIZE_BITS, ENTRIES, seed + 1),
        written,
        bars);
    trial(
        "rmat",
        SparseMatrices.skewed(SIZE_BITS, ENTRIES, seed),
        SparseMatrices.skewed(SIZE_BITS, ENTRIES, seed + 1),
        written,
        bars);
    CodeSet codes = CodeSets.first(data, 128, REAL_COLUMNS + REAL_ROWS, REAL_ROWS);
    written.data(codes);
    trial(
        "buckets",
        SparseMatrices.buckets(codes.queries(), codes.byteLength()),
        SparseMatrices.transposed(SparseMatrices.buckets(codes.codes(), codes.byteLength())),
        written,
        bars);
    JoinPlot.kernels(report, bars);
  }

  private void trial(
      String input, CsrMatrix a, CsrMatrix b, Report written, Map<String, double[]> bars)
      throws IOException {
    double[] bar = new double[Kernel.values().length];
    for (Kernel kernel : Kernel.values()) {
      boolean split = threads > 1 && kernel.compareTo(Kernel.V3) <= 0;
      for (int own : split ? new int[] {1, threads} : new int[] {1}) {
        SparseProduct[] last = new SparseProduct[1];
        JoinTimer.Time time =
            timer.time(
                WARM_UPS, () -> last[0] = SparseProduct.of(a, b, kernel, timer.context(own)));
        SparseProduct product = last[0];
        written.row(
            new Row(
                "kernels",
                input,
                kernel,
                own,
                time,
                product.products(),
                product.entries(),
                (double) product.products() / product.entries(),
                product.meanProbes(),
                product.imbalance(),
                product.timeImbalance()));
        System.out.printf(
            Locale.ROOT,
            "%-8s %-8s %d threads: %7.2f ms, cpu %7.2f ms, %d products, %d entries, %.2f probes,"
                + " imbalance %.2f of products, %.2f of time%n",
            input,
            kernel,
            own,
            time.seconds() * 1e3,
            time.cpuSeconds() * 1e3,
            product.products(),
            product.entries(),
            product.meanProbes(),
            product.imbalance(),
            product.timeImbalance());
        if (own == 1) {
          bar[kernel.ordinal()] = time.seconds() * 1e3;
        }
      }
    }
    bars.put(input, Arrays.copyOf(bar, bar.length));
  }
}
