package hashing.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.node.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts with their SimHash codes, made as they come in, and what joins of them write. */
final class TextIndex {
  /** The codes. */
  static final String CODE = "code";

  private static final int BATCH = 5000;

  private static final String PIPELINE =
      """
      {"processors": [
        {"lowercase": {"field": "text"}},
        {"hash_encode": {"model_id": "python-simhash-2", "field": "text", "target_field": "code"}}
      ]}\
      """;

  private static final String INDEX =
      """
      {
        "settings": {"number_of_shards": 1, "default_pipeline": "texts"},
        "mappings": {"properties": {
          "text": {"type": "text"},
          "code": {"type": "binary_code", "bits": 64, "model_id": "python-simhash-2"}
        }}
      }\
      """;

  private final Cluster cluster;
  private final String name;

  private TextIndex(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /** A new index of texts by id. */
  static TextIndex of(Cluster cluster, String name, Map<String, String> texts)
      throws IOException, InterruptedException {
    cluster.send("PUT", "/_ingest/pipeline/texts", JsonParser.parseString(PIPELINE));
    cluster.send("PUT", "/" + name, JsonParser.parseString(INDEX));
    TextIndex index = new TextIndex(cluster, name);
    StringBuilder lines = new StringBuilder();
    int waiting = 0;
    for (Map.Entry<String, String> text : texts.entrySet()) {
      JsonObject id = new JsonObject();
      id.addProperty("_id", text.getKey());
      JsonObject action = new JsonObject();
      action.add("index", id);
      JsonObject document = new JsonObject();
      document.addProperty("text", text.getValue());
      lines.append(action).append('\n').append(document).append('\n');
      if (++waiting == BATCH) {
        index.send(lines);
        waiting = 0;
      }
    }
    if (waiting > 0) {
      index.send(lines);
    }
    cluster.send("POST", "/" + name + "/_refresh", null);
    return index;
  }

  private void send(StringBuilder lines) throws IOException, InterruptedException {
    JsonObject answer = cluster.sendLines("/" + name + "/_bulk", lines.toString());
    if (answer.get("errors").getAsBoolean()) {
      throw new IOException("Not all texts were indexed: " + answer);
    }
    lines.setLength(0);
  }

  String name() {
    return name;
  }

  /**
   * Joins the codes.
   *
   * @param how its parameters but field and destination, as {@code "radius": 3}
   * @param destination the index to write to
   * @return the report
   */
  JsonObject join(String how, String destination) throws IOException, InterruptedException {
    String body =
        "{\"field\": \""
            + CODE
            + "\", "
            + how
            + ", \"destination\": {\"index\": \""
            + destination
            + "\"}}";
    return cluster.send("POST", "/" + name + "/_hashing/_join", JsonParser.parseString(body));
  }

  /** All rows that a join wrote. */
  static List<JsonObject> rows(Cluster cluster, String destination)
      throws IOException, InterruptedException {
    List<JsonObject> rows = new ArrayList<>();
    String all =
        "{\"size\": 5000, \"query\": {\"bool\": {\"must_not\": {\"exists\":"
            + " {\"field\": \"status.complete\"}}}}}";
    JsonObject page =
        cluster.send("POST", "/" + destination + "/_search?scroll=1m", JsonParser.parseString(all));
    while (true) {
      JsonArray hits = page.getAsJsonObject("hits").getAsJsonArray("hits");
      if (hits.isEmpty()) {
        return rows;
      }
      hits.forEach(hit -> rows.add(hit.getAsJsonObject().getAsJsonObject("_source")));
      JsonObject next = new JsonObject();
      next.addProperty("scroll", "1m");
      next.add("scroll_id", page.get("_scroll_id"));
      page = cluster.send("POST", "/_search/scroll", next);
    }
  }

  /** Of a document that a row names. */
  static String id(JsonElement document) {
    return document.getAsJsonObject().get("id").getAsString();
  }
}
