package hashing.endtoend;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.benchmark.CodeSet;
import hashing.node.Cluster;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes codes into an index and merges it into one segment, as one client.
 *
 * @param index its name
 * @param indexSeconds from the first document to the last one's being searchable
 * @param mergeSeconds from then to one segment
 * @param bytes on disk, of all files
 * @param segments in the end
 */
record Loading(String index, double indexSeconds, double mergeSeconds, long bytes, int segments) {

  private static final int BATCH = 5_000;

  /** Makes the index; document {@code i} has code {@code i}. */
  static Loading run(Cluster cluster, IndexKind kind, CodeSet set)
      throws IOException, InterruptedException {
    String path = "/" + kind.indexName();
    cluster.send("PUT", path, JsonParser.parseString(kind.body()));
    long begin = System.nanoTime();
    StringBuilder lines = new StringBuilder();
    for (int id = 0; id < set.count(); id++) {
      byte[] code =
          Arrays.copyOfRange(set.codes(), id * set.byteLength(), (id + 1) * set.byteLength());
      lines.append("{\"index\":{\"_id\":\"").append(id).append("\"}}\n");
      lines.append(kind.document(code)).append('\n');
      if ((id + 1) % BATCH == 0 || id + 1 == set.count()) {
        JsonObject answer =
            cluster.sendLines(path + "/_bulk?filter_path=errors,items.*.error", lines.toString());
        if (answer.get("errors").getAsBoolean()) {
          throw new IOException("Some documents were refused: " + answer);
        }
        lines.setLength(0);
      }
    }
    cluster.send("POST", path + "/_refresh", null);
    long indexed = System.nanoTime();
    cluster.send("POST", path + "/_forcemerge?max_num_segments=1", null);
    cluster.send("POST", path + "/_flush?force=true&wait_if_ongoing=true", null);
    cluster.send("POST", path + "/_refresh", null);
    final long merged = System.nanoTime();
    JsonObject primaries =
        cluster
            .send("GET", path + "/_stats/store,segments", null)
            .getAsJsonObject("_all")
            .getAsJsonObject("primaries");
    return new Loading(
        kind.indexName(),
        (indexed - begin) / 1e9,
        (merged - indexed) / 1e9,
        primaries.getAsJsonObject("store").get("size_in_bytes").getAsLong(),
        primaries.getAsJsonObject("segments").get("count").getAsInt());
  }
}
