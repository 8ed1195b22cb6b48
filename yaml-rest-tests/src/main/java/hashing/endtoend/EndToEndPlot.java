package hashing.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Bars of the median time of an answer, by way and number of clients, on a logarithmic scale. */
final class EndToEndPlot {

  private EndToEndPlot() {}

  /** Writes a PNG file beside the report. */
  static void write(Path report, List<EndToEndCommand.Row> rows) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1100)
            .height(560)
            .title("Time of an answer over HTTP, median")
            .yAxisTitle("milliseconds")
            .build();
    double least = rows.stream().mapToDouble(EndToEndCommand.Row::p50Millis).min().orElse(1);
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(least / 2).setXAxisLabelRotation(20);
    Map<Integer, Map<String, Double>> byClients = new LinkedHashMap<>();
    for (EndToEndCommand.Row row : rows) {
      byClients
          .computeIfAbsent(row.clients(), clients -> new LinkedHashMap<>())
          .put(row.way(), row.p50Millis());
    }
    byClients.forEach((clients, bars) ->
        chart.addSeries(
            clients == 1 ? "1 client" : clients + " clients",
            List.copyOf(bars.keySet()),
            List.copyOf(bars.values())));
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    BitmapEncoder.saveBitmap(
        chart,
        report.toAbsolutePath().resolveSibling(name).toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }
}
