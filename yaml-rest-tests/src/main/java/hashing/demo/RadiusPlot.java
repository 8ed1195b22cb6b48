package hashing.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Locale;

/** Draws a node's advice on a radius: distances of pairs and of neighbours, and the radius. */
final class RadiusPlot {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 180;
  private static final int LEFT = 10;
  private static final int TICK = 8;

  private RadiusPlot() {}

  /** A heading, the plot, and the reason. */
  static String section(JsonObject advice) {
    JsonObject recommended = advice.getAsJsonObject("recommended");
    return "<h2>Which radius?</h2><p>Distances between "
        + advice.get("sample_size")
        + " sampled perceptual hashes: of all pairs (grey), and of each to its nearest neighbour in"
        + " the whole index (green), each to its own highest bar. Verdict: <b>"
        + Report.escape(recommended.get("verdict").getAsString())
        + "</b>. "
        + Report.escape(recommended.get("reason").getAsString())
        + "</p>"
        + plot(advice, recommended.get("max_distance"));
  }

  private static String plot(JsonObject advice, JsonElement chosen) {
    int bits = advice.get("bits").getAsInt();
    double step = (WIDTH - 2.0 * LEFT) / (bits + 1);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"histograms of distances\">",
            WIDTH,
            HEIGHT + 30));
    bars(svg, advice.getAsJsonObject("pair_distances"), "pairs", step);
    bars(svg, advice.getAsJsonObject("nearest_distances"), "near", step);
    svg.append(line(LEFT, HEIGHT, WIDTH - LEFT, HEIGHT, "axis"));
    for (int d = 0; d <= bits; d += TICK) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
              LEFT + (d + 0.5) * step,
              HEIGHT + 15,
              d));
    }
    if (!chosen.isJsonNull()) {
      double x = LEFT + (chosen.getAsInt() + 1) * step;
      svg.append(line(x, 0, x, HEIGHT, "chosen"));
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.1f\" y=\"12\">max_distance %d</text>",
              x + 5,
              chosen.getAsInt()));
    }
    return svg.append("</svg>").toString();
  }

  private static void bars(StringBuilder svg, JsonObject distances, String kind, double step) {
    double most = 0;
    for (JsonElement bin : distances.getAsJsonArray("histogram")) {
      most = Math.max(most, bin.getAsJsonObject().get("count").getAsDouble());
    }
    for (JsonElement element : distances.getAsJsonArray("histogram")) {
      JsonObject bin = element.getAsJsonObject();
      int distance = bin.get("distance").getAsInt();
      double height = Math.max(1, bin.get("count").getAsDouble() / most * (HEIGHT - 20));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s at %d"
                  + " bits</title></rect>",
              kind,
              LEFT + distance * step + 1,
              HEIGHT - height,
              Math.max(1, step - 2),
              height,
              bin.get("count"),
              distance));
    }
  }

  private static String line(double x1, double y1, double x2, double y2, String kind) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind,
        x1,
        y1,
        x2,
        y2);
  }
}
