package hashing.endtoend;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.benchmark.CodeSet;
import hashing.node.Cluster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes codes into an index and merges it into one segment, as one client. What was written but is
 * not code, the ids among it, is in the index without codes too; the sources, which are kept for
 * some hours for replicas although they are switched off, are in files {@code fdt}.
 *
 * @param index its name
 * @param indexSeconds from the first document to the last one's being searchable
 * @param mergeSeconds from then to one segment
 * @param bytes on disk, of all files
 * @param bytesByExtension of all files
 * @param segments in the end
 */
record Loading(
    String index,
    double indexSeconds,
    double mergeSeconds,
    long bytes,
    Map<String, Long> bytesByExtension,
    int segments) {

  private static final int BATCH = 5_000;
  private static final int WARM_UP = 50_000;

  /** Makes the index; document {@code i} has code {@code i}. */
  static Loading run(Cluster cluster, IndexKind kind, CodeSet set)
      throws IOException, InterruptedException {
    String path = "/" + kind.indexName();
    // So that the node's code is compiled, whichever index comes first.
    cluster.send("PUT", path, JsonParser.parseString(kind.body()));
    index(cluster, kind, set, Math.min(set.count(), WARM_UP));
    merge(cluster, path);
    cluster.send("DELETE", path, null);

    cluster.send("PUT", path, JsonParser.parseString(kind.body()));
    long begin = System.nanoTime();
    index(cluster, kind, set, set.count());
    long indexed = System.nanoTime();
    merge(cluster, path);
    long merged = System.nanoTime();
    JsonObject primaries =
        cluster
            .send("GET", path + "/_stats/store,segments?include_segment_file_sizes=true", null)
            .getAsJsonObject("_all")
            .getAsJsonObject("primaries");
    JsonObject segments = primaries.getAsJsonObject("segments");
    Map<String, Long> files = new TreeMap<>();
    for (Map.Entry<String, JsonElement> file : segments.getAsJsonObject("file_sizes").entrySet()) {
      files.put(file.getKey(), file.getValue().getAsJsonObject().get("size_in_bytes").getAsLong());
    }
    return new Loading(
        kind.indexName(),
        (indexed - begin) / 1e9,
        (merged - indexed) / 1e9,
        primaries.getAsJsonObject("store").get("size_in_bytes").getAsLong(),
        files,
        segments.get("count").getAsInt());
  }

  private static void index(Cluster cluster, IndexKind kind, CodeSet set, int count)
      throws IOException, InterruptedException {
    String path = "/" + kind.indexName();
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < count; id++) {
      byte[] code =
          Arrays.copyOfRange(set.codes(), id * set.byteLength(), (id + 1) * set.byteLength());
      lines.append("{\"index\":{\"_id\":\"").append(id).append("\"}}\n");
      lines.append(kind.document(code)).append('\n');
      if ((id + 1) % BATCH == 0 || id + 1 == count) {
        JsonObject answer =
            cluster.sendLines(path + "/_bulk?filter_path=errors,items.*.error", lines.toString());
        if (answer.get("errors").getAsBoolean()) {
          throw new IOException("Some documents were refused: " + answer);
        }
        lines.setLength(0);
      }
    }
    cluster.send("POST", path + "/_refresh", null);
  }

  private static void merge(Cluster cluster, String path) throws IOException, InterruptedException {
    cluster.send("POST", path + "/_forcemerge?max_num_segments=1", null);
    cluster.send("POST", path + "/_flush?force=true&wait_if_ongoing=true", null);
    cluster.send("POST", path + "/_refresh", null);
  }
}
