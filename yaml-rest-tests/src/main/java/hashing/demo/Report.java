package hashing.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The demo's report: one HTML page with its pictures in it. */
final class Report {

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2733; --paper: #fafbfc; --line: #d5dde5;
        --soft: #5c6b7a; --right: #1a8f5a; --wrong: #d2493a; --card: #ffffff; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4eaf0; --paper: #12181f;
        --line: #2c3845; --soft: #93a3b3; --card: #1a222b; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        max-width: 1080px; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.7rem; margin: 0 0 .3rem; } h2 { margin: 2.4rem 0 .3rem; font-size: 1.2rem; }
      p { color: var(--soft); max-width: 72ch; margin: .2rem 0 1rem; }
      .figures { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.4rem 0; }
      .figures div { background: var(--card); border: 1px solid var(--line); border-radius: 8px;
        padding: .6rem 1rem; min-width: 7rem; }
      .figures b { display: block; font-size: 1.3rem; } .figures span { color: var(--soft); }
      .row { display: flex; gap: 1.2rem; padding: .6rem 0; border-top: 1px solid var(--line);
        overflow-x: auto; }
      figure { margin: 0; text-align: center; font-size: .72rem; width: 72px; flex: none; }
      figure img { width: 64px; height: 64px; image-rendering: pixelated; background: #000;
        border-radius: 6px; border: 4px solid var(--line); }
      .right img { border-color: var(--right); } .wrong img { border-color: var(--wrong); }
      .hits { display: flex; gap: .5rem; } .query { font-weight: 600; }
      .query img { width: 68px; height: 68px; border: 0; padding: 2px; }
      small { color: var(--soft); display: block; } .bad { color: var(--wrong); }
      table { border-collapse: collapse; } td, th { padding: .2rem .8rem .2rem 0; text-align: left; }
      svg { max-width: 100%; height: auto; font-size: 11px; } .axis { stroke: var(--line); }
      text { fill: var(--soft); } .pairs { fill: var(--soft); opacity: .45; }
      .near { fill: var(--right); } .chosen { stroke: var(--wrong); stroke-dasharray: 4 3; }
      meter { width: 12rem; } pre { background: var(--card); border: 1px solid var(--line);
        border-radius: 8px; padding: .8rem; overflow-x: auto; font-size: .8rem; }
      """;

  /** Hits that fit a line. */
  private static final int SHOWN = 11;

  private final DemoData data;
  private final JsonObject summary;
  private final JsonObject radius;
  private final Requests requests;

  /**
   * @param radius the node's advice on the radius of the perceptual hashes
   */
  Report(DemoData data, JsonObject summary, JsonObject radius, Requests requests) {
    this.data = data;
    this.summary = summary;
    this.radius = radius;
    this.requests = requests;
  }

  /** The page. */
  String page(List<Answer> nearest, List<Answer> duplicates, List<Answer> filtered) {
    return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width\">"
        + "<title>opensearch-hashing: nearest pictures</title><style>"
        + STYLE
        + "</style><h1>Nearest pictures by binary code</h1>"
        + "<p>10,000 pictures of clothing went as PNG through an ingest pipeline that encodes each"
        + " into 64 bits. Below, the node is asked for the nearest codes. Every answer was compared"
        + " with a scan over all codes.</p>"
        + figures()
        + section(
            "Nearest pictures",
            "The ten nearest codes to the picture on the left, which is itself left out. Green: the"
                + " same kind of clothing. The figure is the distance in bits.",
            nearest,
            false)
        + section(
            "Near-duplicates",
            "All pictures whose perceptual hash differs from the left one's in at most "
                + DemoQueries.RADIUS
                + " of 64 bits, for pictures that have such neighbours.",
            duplicates,
            false)
        + section(
            "Filtered",
            "The same question about one other kind of clothing only: what of that kind looks most"
                + " like it?",
            filtered,
            true)
        + labels()
        + RadiusPlot.section(radius)
        + "<h2>The requests</h2><p>They work while the demo's node runs.</p>"
        + code(requests.pipeline())
        + code(requests.index())
        + code(requests.search(nearest.getFirst()))
        + (duplicates.isEmpty() ? "" : code(requests.search(duplicates.getFirst())))
        + code(requests.search(filtered.getFirst()))
        + code(requests.like(nearest.getFirst().query()));
  }

  private String figures() {
    return "<div class=\"figures\">"
        + figure("documents", "documents")
        + figure("queries", "queries")
        + figure("exact", "every answer exact")
        + figure("codes_equal_trainer", "codes equal the trainer's")
        + figure("precision_at_10", "precision at 10")
        + figure("map", "mean average precision")
        + figure("median_latency_ms", "ms a query, median")
        + figure("ingest_seconds", "s to ingest")
        + "</div>";
  }

  private String figure(String name, String text) {
    String value = summary.get(name).getAsString();
    String kind = "false".equals(value) ? " class=\"bad\"" : "";
    value = "true".equals(value) ? "yes" : "false".equals(value) ? "NO" : value;
    return "<div><b" + kind + ">" + escape(value) + "</b><span>" + text + "</span></div>";
  }

  private String section(String title, String text, List<Answer> answers, boolean other) {
    return "<h2>"
        + title
        + "</h2><p>"
        + text
        + "</p>"
        + answers.stream().map(answer -> row(answer, other)).collect(Collectors.joining());
  }

  private String row(Answer answer, boolean other) {
    String label = data.label(answer.query());
    String hits =
        answer.hits().stream()
            .limit(SHOWN)
            .map(
                hit -> picture(hit.id(), Integer.toString(hit.distance()), kind(hit, label, other)))
            .collect(Collectors.joining());
    int more = answer.hits().size() - SHOWN;
    String note =
        String.format(
            Locale.ROOT,
            "%.1f ms%s",
            answer.millis(),
            answer.exact() ? "" : ", <b class=\"bad\">not exact</b>");
    return "<div class=\"row\">"
        + picture(answer.query(), note, "query")
        + "<div class=\"hits\">"
        + (hits.isEmpty() ? "<small>none</small>" : hits)
        + "</div></div>";
  }

  private String kind(Hit hit, String label, boolean other) {
    return data.label(hit.id()).equals(label) != other ? "right" : "wrong";
  }

  private String picture(int id, String note, String kind) {
    return "<figure class=\""
        + kind
        + "\"><img alt=\"\" title=\"document "
        + id
        + "\" src=\"data:image/png;base64,"
        + data.png(id)
        + "\">"
        + escape(data.label(id))
        + "<small>"
        + note
        + "</small></figure>";
  }

  private String labels() {
    return "<h2>Precision at 10 by kind of clothing</h2><p>Every picture as a query against all others;"
        + " equally distant pictures count by their mean.</p><table>"
        + summary.getAsJsonObject("precision_at_10_by_label").entrySet().stream()
            .map(this::label)
            .collect(Collectors.joining())
        + "</table>";
  }

  private String label(Map.Entry<String, JsonElement> entry) {
    String value = entry.getValue().getAsString();
    return "<tr><td>"
        + escape(entry.getKey())
        + "<td><meter value=\""
        + value
        + "\"></meter><td>"
        + value
        + "</tr>";
  }

  private static String code(String text) {
    return "<pre>" + escape(text) + "</pre>";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
