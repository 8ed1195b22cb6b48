package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Bars of our times beside Faiss's, on a logarithmic scale. */
final class FaissPlot {

  private FaissPlot() {}

  /**
   * Writes a PNG file beside the report.
   *
   * @param bars by label, nanoseconds: ours, then Faiss's
   */
  static void write(Path report, Map<String, double[]> bars) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1000)
            .height(500)
            .title("One query, one thread: ours and Faiss IndexBinaryFlat")
            .yAxisTitle("microseconds")
            .build();
    double least =
        bars.values().stream().mapToDouble(bar -> Math.min(bar[0], bar[1])).min().orElse(1000);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(least / 2e3).setXAxisLabelRotation(30);
    List<String> labels = new ArrayList<>(bars.keySet());
    chart.addSeries("ours", labels, times(bars, 0));
    chart.addSeries("Faiss Flat", labels, times(bars, 1));
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    BitmapEncoder.saveBitmap(
        chart,
        report.toAbsolutePath().resolveSibling(name).toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }

  private static List<Double> times(Map<String, double[]> bars, int which) {
    return bars.values().stream().map(bar -> bar[which] / 1e3).toList();
  }
}
