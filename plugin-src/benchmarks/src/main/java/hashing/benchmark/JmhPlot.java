package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Bars of what each search takes, on a logarithmic scale. */
final class JmhPlot {

  private JmhPlot() {}

  /** Writes a PNG file beside the report; a search that was not measured has no bar. */
  static void write(Path report, List<JmhCommand.Row> rows) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1000)
            .height(500)
            .title("10 nearest of clustered codes, one thread")
            .yAxisTitle("microseconds, mean")
            .build();
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(1.0).setXAxisLabelRotation(30);
    List<String> data = rows.stream().map(JmhCommand.Row::data).distinct().toList();
    Map<String, Double[]> bars = new LinkedHashMap<>();
    for (JmhCommand.Row row : rows) {
      bars.computeIfAbsent(row.search(), _ -> new Double[data.size()])[data.indexOf(row.data())] =
          row.micros();
    }
    bars.forEach((search, bar) -> chart.addSeries(search, data, Arrays.asList(bar)));
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    BitmapEncoder.saveBitmap(
        chart,
        report.toAbsolutePath().resolveSibling(name).toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }
}
