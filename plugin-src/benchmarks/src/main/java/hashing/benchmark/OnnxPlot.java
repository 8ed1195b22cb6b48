package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** Throughput of encoders as a part of ONNX Runtime's own, by batch. */
final class OnnxPlot {

  private OnnxPlot() {}

  /** Writes a PNG file beside the report. */
  static void write(Path report, List<OnnxCommand.Row> rows) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(900)
            .height(500)
            .title("Throughput beside direct calls of ONNX Runtime, one thread")
            .xAxisTitle("inputs of a batch")
            .yAxisTitle("part of the direct throughput")
            .build();
    chart.getStyler().setYAxisMin(0.0);
    Map<String, Map<String, Double>> series = new LinkedHashMap<>();
    for (OnnxCommand.Row row : rows) {
      if (!row.path().endsWith("clients")) {
        series
            .computeIfAbsent(row.network() + ", " + row.path(), _ -> new LinkedHashMap<>())
            .put(Integer.toString(row.batch()), row.ratio());
      }
    }
    series.forEach((name, ratios) ->
        chart.addSeries(name, new ArrayList<>(ratios.keySet()), new ArrayList<>(ratios.values())));
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    BitmapEncoder.saveBitmap(
        chart,
        report.toAbsolutePath().resolveSibling(name).toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }
}
