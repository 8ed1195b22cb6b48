package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The sweep as a plot and a table: how far the planner is from the best single strategy. */
final class SweepReport {

  private SweepReport() {}

  /** Writes a PNG and a Markdown file beside the report. */
  static void write(Path report, List<SweepCell> cells, double limit) throws IOException {
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    Path beside = report.toAbsolutePath().resolveSibling(name);
    plot(beside, cells);
    Files.writeString(Path.of(beside + ".md"), table(cells, limit));
  }

  private static void plot(Path beside, List<SweepCell> cells) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(620)
            .title("Planner against the best single strategy, cell by cell")
            .xAxisTitle("microseconds of the best single strategy, median")
            .yAxisTitle("planner / best")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    chart.getStyler().setMarkerSize(5);
    Map<String, List<SweepCell>> byKind = new LinkedHashMap<>();
    for (SweepCell cell : cells) {
      byKind.computeIfAbsent(cell.place().kind(), kind -> new ArrayList<>()).add(cell);
    }
    byKind.forEach((kind, own) ->
        chart
            .addSeries(
                kind,
                own.stream().map(cell -> cell.micros().get(cell.best())).toList(),
                own.stream().map(SweepCell::ratio).toList())
            .setMarker(SeriesMarkers.CIRCLE));
    BitmapEncoder.saveBitmap(chart, beside.toString(), BitmapEncoder.BitmapFormat.PNG);
  }

  private static String table(List<SweepCell> cells, double limit) {
    StringBuilder text = new StringBuilder("# Planner against the best single strategy\n\n");
    List<SweepCell> above =
        cells.stream()
            .filter(cell -> cell.ratio() > limit)
            .sorted(Comparator.comparingDouble(cell -> -cell.ratio()))
            .toList();
    List<Double> ratios = cells.stream().map(SweepCell::ratio).sorted().toList();
    text.append(
        String.format(
            Locale.ROOT,
            "%d cells; ratio: median %.2f, 99th of 100 %.2f, highest %.2f; above %.1f: %d%n%n",
            cells.size(),
            ratios.get(cells.size() / 2),
            ratios.get((int) ((cells.size() - 1) * 0.99)),
            ratios.getLast(),
            limit,
            above.size()));
    text.append(
        "Cells above, in microseconds; each was measured twice, the second time longer.\n\n");
    text.append("| codes | bits | count | search | filter % | times | best | ratio |\n");
    text.append("|---|---|---|---|---|---|---|---|\n");
    for (SweepCell cell : above) {
      SweepCell.Place place = cell.place();
      StringBuilder times = new StringBuilder();
      cell.micros()
          .forEach(
              (name, micros) -> times.append(String.format(Locale.ROOT, "%s %.1f ", name, micros)));
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %d | %d | %s | %s | %s| %s | %.2f |%n",
              place.kind(),
              place.bits(),
              place.count(),
              place.search(),
              place.filter(),
              times,
              cell.best(),
              cell.ratio()));
    }
    return text.toString();
  }
}
