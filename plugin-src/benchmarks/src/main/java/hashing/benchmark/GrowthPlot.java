package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;

/** Median cost of a search against the size of the index, both logarithmic. */
final class GrowthPlot {

  /** The points of a line. */
  private record Line(List<Double> sizes, List<Double> micros) {
    void add(int size, double nanos) {
      sizes.add((double) size);
      micros.add(nanos / 1e3);
    }
  }

  private GrowthPlot() {}

  /** Writes a PNG file beside the report. */
  static void write(Path report, List<GrowthCommand.Row> rows) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(1000)
            .height(620)
            .title("One query, one thread: SimHash codes of file paths")
            .xAxisTitle("codes")
            .yAxisTitle("microseconds, median")
            .build();
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
    Map<String, Line> lines = new LinkedHashMap<>();
    for (GrowthCommand.Row row : rows) {
      String name = row.bits() + " bits, " + row.search();
      line(lines, name).add(row.count(), row.planner().p50());
      if (row.search().startsWith("k=")) {
        line(lines, row.bits() + " bits, scan").add(row.count(), row.scan().p50());
      }
    }
    lines.forEach((name, line) -> {
      XYSeries series = chart.addSeries(name, line.sizes(), line.micros());
      series.setSmooth(false);
    });
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    BitmapEncoder.saveBitmap(
        chart,
        report.toAbsolutePath().resolveSibling(name).toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }

  private static Line line(Map<String, Line> lines, String name) {
    return lines.computeIfAbsent(name, any -> new Line(new ArrayList<>(), new ArrayList<>()));
  }
}
