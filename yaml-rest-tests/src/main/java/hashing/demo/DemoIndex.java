package hashing.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.node.Cluster;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Locale;

/** The index of pictures: pipeline, mapping, ingestion, and the codes read back. */
final class DemoIndex {

  /** Its name. */
  static final String NAME = "fashion";

  /** The model that was trained on the training images, in this repository. */
  static final String MODEL = "fashion@1";

  /** The field of its codes. */
  static final String CODE = "image_code";

  /** The field of perceptual hashes, which see copies rather than kinds of clothing. */
  static final String PHASH = "phash";

  private static final String PHASH_MODEL = "imagehash-phash";
  private static final int BATCH = 500;
  private static final int PAGE = 1000;

  static final String PIPELINE_BODY =
      String.format(
          Locale.ROOT,
          """
          {"processors": [
            {"hash_encode": {"model_id": "%s", "field": "picture", "target_field": "%s"}},
            {"hash_encode": {"model_id": "%s", "field": "picture", "target_field": "%s"}}
          ]}\
          """,
          MODEL,
          CODE,
          PHASH_MODEL,
          PHASH);

  static final String INDEX_BODY =
      String.format(
          Locale.ROOT,
          """
          {
            "settings": {"number_of_shards": 1, "number_of_replicas": 0, "default_pipeline": "%s"},
            "mappings": {"properties": {
              "picture": {"type": "binary"},
              "label": {"type": "keyword"},
              "%s": {"type": "binary_code", "bits": 64, "model_id": "%s"},
              "%s": {"type": "binary_code", "bits": 64, "model_id": "%s"}
            }}
          }\
          """,
          NAME,
          CODE,
          MODEL,
          PHASH,
          PHASH_MODEL);

  private final Cluster cluster;
  private final String name;

  DemoIndex(Cluster cluster) {
    this(cluster, NAME);
  }

  /** An index of that name, to read codes from. */
  DemoIndex(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /** Makes pipeline and index. */
  void create() throws IOException, InterruptedException {
    cluster.send("PUT", "/_ingest/pipeline/" + NAME, JsonParser.parseString(PIPELINE_BODY));
    cluster.send("PUT", "/" + NAME, JsonParser.parseString(INDEX_BODY));
  }

  /** Sends every picture through the pipeline. */
  void ingest(DemoData data) throws IOException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < data.size(); id++) {
      JsonObject document = new JsonObject();
      document.addProperty("picture", data.png(id));
      document.addProperty("label", data.label(id));
      lines.append("{\"index\":{\"_id\":\"").append(id).append("\"}}\n");
      lines.append(document).append('\n');
      if ((id + 1) % BATCH == 0 || id + 1 == data.size()) {
        JsonObject answer = cluster.sendLines("/" + NAME + "/_bulk", lines.toString());
        if (answer.get("errors").getAsBoolean()) {
          throw new IOException("Some pictures were refused: " + firstError(answer));
        }
        lines.setLength(0);
        if ((id + 1) % (4 * BATCH) == 0 || id + 1 == data.size()) {
          System.out.println(
              "  " + (id + 1) + " of " + data.size() + " pictures encoded and indexed");
        }
      }
    }
    cluster.send("POST", "/" + NAME + "/_refresh", null);
  }

  private static JsonElement firstError(JsonObject answer) {
    for (JsonElement item : answer.getAsJsonArray("items")) {
      JsonObject index = item.getAsJsonObject().getAsJsonObject("index");
      if (index.has("error")) {
        return index.get("error");
      }
    }
    return answer;
  }

  /** Number of documents that a search sees. */
  int count() throws IOException, InterruptedException {
    return cluster.send("GET", "/" + NAME + "/_count", null).get("count").getAsInt();
  }

  /** Reads the codes of all documents from the index, by document number. */
  byte[][] codes(String field, int size) throws IOException, InterruptedException {
    byte[][] codes = new byte[size][];
    JsonObject body = new JsonObject();
    body.addProperty("size", PAGE);
    body.addProperty("_source", false);
    body.add("docvalue_fields", array(field));
    body.add("sort", array("_doc"));
    JsonObject page = cluster.send("POST", "/" + name + "/_search?scroll=1m", body);
    for (JsonArray hits = hits(page); !hits.isEmpty(); hits = hits(page)) {
      for (JsonElement element : hits) {
        JsonObject hit = element.getAsJsonObject();
        String hex = hit.getAsJsonObject("fields").getAsJsonArray(field).get(0).getAsString();
        codes[hit.get("_id").getAsInt()] = HexFormat.of().parseHex(hex);
      }
      JsonObject next = new JsonObject();
      next.addProperty("scroll", "1m");
      next.add("scroll_id", page.get("_scroll_id"));
      page = cluster.send("POST", "/_search/scroll", next);
    }
    JsonObject last = new JsonObject();
    last.add("scroll_id", page.get("_scroll_id"));
    cluster.send("DELETE", "/_search/scroll", last);
    return codes;
  }

  private static JsonArray array(String value) {
    JsonArray array = new JsonArray();
    array.add(value);
    return array;
  }

  private static JsonArray hits(JsonObject answer) {
    return answer.getAsJsonObject("hits").getAsJsonArray("hits");
  }
}
