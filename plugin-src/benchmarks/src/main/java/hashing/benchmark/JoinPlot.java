package hashing.benchmark;

import hashing.join.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Plots of joins, beside the report. */
final class JoinPlot {

  private JoinPlot() {}

  /**
   * Milliseconds of each kernel on one thread.
   *
   * @param bars by input, in the order of the kernels
   */
  static void kernels(Path report, Map<String, double[]> bars) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1000)
            .height(500)
            .title("Sparse product by kernel, one thread")
            .yAxisTitle("milliseconds, median")
            .build();
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(1.0);
    List<String> kernels = Arrays.stream(Kernel.values()).map(Kernel::name).toList();
    bars.forEach(
        (input, bar) -> chart.addSeries(input, kernels, Arrays.stream(bar).boxed().toList()));
    save(report, "-kernels", chart);
  }

  /** Seconds of self-joins by the number of codes. */
  static void growth(Path report, List<SelfJoinTrial.Row> rows) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(500)
            .title("Self-join of real codes")
            .xAxisTitle("codes")
            .yAxisTitle("seconds")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    List<Double> sizes = new ArrayList<>();
    List<Double> wall = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (SelfJoinTrial.Row row : rows) {
      sizes.add((double) row.codes());
      wall.add(row.wholeSeconds());
      cpu.add(row.wholeCpuSeconds());
    }
    chart.addSeries("clock", sizes, wall);
    chart.addSeries("processor time, all threads", sizes, cpu);
    save(report, "-growth", chart);
  }

  private static void save(Path report, String which, Chart<?, ?> chart) throws IOException {
    String name = report.getFileName().toString().replaceFirst("\\.json$", "") + which;
    BitmapEncoder.saveBitmap(
        chart,
        report.toAbsolutePath().resolveSibling(name).toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }
}
