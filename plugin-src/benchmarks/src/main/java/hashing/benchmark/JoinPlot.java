package hashing.benchmark;

import com.google.gson.JsonObject;
import hashing.join.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;

/** Plots of joins, beside the report. */
final class JoinPlot {

  private JoinPlot() {}

  /** Plots the rows of a report, as far as there are any. */
  static void write(Path report, List<JsonObject> rows) throws IOException {
    List<JsonObject> kernels =
        rows.stream().filter(row -> is(row, "kernels") && number(row, "threads") == 1).toList();
    if (!kernels.isEmpty()) {
      kernels(report, kernels);
    }
    List<JsonObject> growth = rows.stream().filter(row -> is(row, "growth")).toList();
    if (!growth.isEmpty()) {
      growth(report, growth);
    }
  }

  private static boolean is(JsonObject row, String part) {
    return row.get("part").getAsString().equals(part);
  }

  private static double number(JsonObject row, String name) {
    return row.get(name).getAsDouble();
  }

  /** Milliseconds of each kernel on one thread, by input. */
  private static void kernels(Path report, List<JsonObject> rows) throws IOException {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(1000)
            .height(500)
            .title("Sparse product by kernel, one thread")
            .yAxisTitle("milliseconds, median")
            .build();
    chart.getStyler().setYAxisLogarithmic(true).setYAxisMin(1.0);
    List<String> kernels = Arrays.stream(Kernel.values()).map(Kernel::name).toList();
    Map<String, Double[]> bars = new TreeMap<>();
    for (JsonObject row : rows) {
      Double[] bar =
          bars.computeIfAbsent(row.get("input").getAsString(), _ -> new Double[kernels.size()]);
      bar[kernels.indexOf(row.get("kernel").getAsString())] =
          1e3 * number(row.getAsJsonObject("time"), "seconds");
    }
    bars.forEach((input, bar) -> chart.addSeries(input, kernels, Arrays.asList(bar)));
    save(report, "-kernels", chart);
  }

  /** Seconds of self-joins by the number of codes. */
  private static void growth(Path report, List<JsonObject> rows) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(500)
            .title("Self-join of real codes")
            .xAxisTitle("codes")
            .yAxisTitle("seconds")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    Map<String, TreeMap<Double, Double>> series = new TreeMap<>();
    for (JsonObject row : rows) {
      String way = row.get("way").getAsString();
      double codes = number(row, "codes");
      series
          .computeIfAbsent(way + ": clock", _ -> new TreeMap<>())
          .put(codes, number(row, "wholeSeconds"));
      double processor = number(row, "wholeCpuSeconds");
      if (processor > 0) { // else shorter than a tick of that clock, and no point on these axes
        series
            .computeIfAbsent(way + ": processor time, all threads", _ -> new TreeMap<>())
            .put(codes, processor);
      }
    }
    series.forEach((name, points) ->
        chart.addSeries(name, List.copyOf(points.keySet()), List.copyOf(points.values())));
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
