package hashing.keyrate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Signatures a second by length of the fibre, on a logarithmic scale. */
public final class SignatureRatePlot {

  private SignatureRatePlot() {}

  /** Writes a PNG file beside a report; lengths without a key are left out. */
  public static void write(Path report, List<SignatureRate> rates) throws IOException {
    List<SignatureRate> positive = rates.stream().filter(rate -> rate.perSecond() > 0).toList();
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(500)
            .title("Signatures of 1 Mbit a second, chance to forge 1e-10")
            .xAxisTitle("km of fibre between signer and receiver")
            .yAxisTitle("signatures / s")
            .build();
    chart.getStyler().setYAxisLogarithmic(true).setYAxisDecimalPattern("0.0E0");
    if (!positive.isEmpty()) {
      List<Double> lengths = positive.stream().map(SignatureRate::km).toList();
      chart
          .addSeries(
              "one-time universal hashing",
              lengths,
              positive.stream().map(SignatureRate::perSecond).toList())
          .setMarker(SeriesMarkers.CIRCLE);
      chart
          .addSeries(
              "bit by bit",
              lengths,
              positive.stream().map(SignatureRate::singleBitPerSecond).toList())
          .setMarker(SeriesMarkers.DIAMOND);
    }
    String name = report.getFileName().toString().replaceFirst("\\.json$", "");
    BitmapEncoder.saveBitmap(
        chart,
        report.toAbsolutePath().resolveSibling(name).toString(),
        BitmapEncoder.BitmapFormat.PNG);
  }
}
