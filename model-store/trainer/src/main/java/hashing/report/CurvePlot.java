package hashing.report;

import hashing.train.eval.PrecisionRecall;
import java.awt.BasicStroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Precision over recall, one curve a method, each point a radius, the mean of the seeds. */
final class CurvePlot {

  /** Colours repeat after so many methods, lines do not. */
  private static final int COLOURS = 6;

  private static final BasicStroke[] LINES = {
    SeriesLines.SOLID, SeriesLines.DASH_DASH, SeriesLines.DOT_DOT
  };

  private CurvePlot() {}

  /** Writes a PNG file; false, and no file, where no method has a curve. */
  static boolean write(Path file, Group group) throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(560)
            .title(group.data() + ", " + group.bits() + " bits")
            .xAxisTitle("recall")
            .yAxisTitle("precision")
            .build();
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.0).setYAxisMin(0.0).setYAxisMax(1.0);
    int number = 0;
    for (Map.Entry<String, List<CellResult>> method : group.byMethod().entrySet()) {
      List<double[]> points = mean(method.getValue());
      if (!points.isEmpty()) {
        chart
            .addSeries(
                method.getKey(),
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray())
            .setMarker(SeriesMarkers.NONE)
            .setLineStyle(LINES[number / COLOURS % LINES.length]);
        number++;
      }
    }
    if (number > 0) {
      BitmapEncoder.saveBitmap(chart, file.toString(), BitmapEncoder.BitmapFormat.PNG);
    }
    return number > 0;
  }

  /** Recall and precision by radius, where every seed has them. */
  private static List<double[]> mean(List<CellResult> seeds) {
    Map<Integer, List<PrecisionRecall.Point>> byRadius = new TreeMap<>();
    int curves = 0;
    for (CellResult result : seeds) {
      if (result.curve() != null) {
        curves++;
        for (PrecisionRecall.Point point : result.curve().points()) {
          byRadius.computeIfAbsent(point.radius(), radius -> new ArrayList<>()).add(point);
        }
      }
    }
    List<double[]> points = new ArrayList<>();
    for (List<PrecisionRecall.Point> at : byRadius.values()) {
      if (at.size() == curves) {
        points.add(
            new double[] {
              at.stream().mapToDouble(PrecisionRecall.Point::recall).average().orElseThrow(),
              at.stream().mapToDouble(PrecisionRecall.Point::precision).average().orElseThrow()
            });
      }
    }
    return points;
  }
}
