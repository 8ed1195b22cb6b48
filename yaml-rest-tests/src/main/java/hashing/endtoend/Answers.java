package hashing.endtoend;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.benchmark.CodeSet;
import hashing.node.Cluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares what contenders find with a scan over all codes, which shares no code with them. */
final class Answers {

  /**
   * How right a contender is.
   *
   * @param asked queries
   * @param equal those whose distances, in order, are the scan's
   * @param recall share of the documents found that are no farther than the scan's last one
   */
  record Accuracy(int asked, int equal, double recall) {}

  private final long[] codes;
  private final long[] queries;
  private final int k;

  /** Of codes of 64 bits. */
  Answers(CodeSet set, int k) {
    this.codes = longs(set.codes());
    this.queries = longs(set.queries());
    this.k = k;
  }

  private static long[] longs(byte[] bytes) {
    long[] longs = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(longs);
    return longs;
  }

  /** The distances of the nearest codes, ascending. */
  private int[] nearest(long query) {
    int[] histogram = new int[Long.SIZE + 1];
    for (long code : codes) {
      histogram[Long.bitCount(code ^ query)]++;
    }
    int[] distances = new int[Math.min(k, codes.length)];
    int found = 0;
    for (int distance = 0; found < distances.length; distance++) {
      int to = Math.min(distances.length, found + histogram[distance]);
      Arrays.fill(distances, found, to, distance);
      found = to;
    }
    return distances;
  }

  /**
   * Asks the first queries.
   *
   * @throws IOException if a contender that is exact is not
   */
  Accuracy check(Cluster cluster, Contender contender, CodeSet set, int count)
      throws IOException, InterruptedException {
    int equal = 0;
    double right = 0;
    for (int q = 0; q < count; q++) {
      JsonObject answer =
          cluster.send(
              "POST",
              "/" + contender.index().indexName() + "/_search",
              JsonParser.parseString(contender.body(set.query(q), k)));
      int[] found = distances(answer, queries[q]);
      int[] expected = nearest(queries[q]);
      if (Arrays.equals(expected, found)) {
        equal++;
      } else if (contender.exact()) {
        throw new IOException(
            contender.title()
                + " found distances "
                + Arrays.toString(found)
                + ", expected "
                + Arrays.toString(expected));
      }
      int last = expected[expected.length - 1];
      right += Arrays.stream(found).filter(d -> d <= last).count() / (double) expected.length;
    }
    return new Accuracy(count, equal, right / count);
  }

  /** The true distances of the documents found, in their order; each is to occur once. */
  private int[] distances(JsonObject answer, long query) throws IOException {
    List<Integer> distances = new ArrayList<>();
    Set<Integer> seen = new HashSet<>();
    for (JsonElement element : answer.getAsJsonObject("hits").getAsJsonArray("hits")) {
      JsonObject hit = element.getAsJsonObject();
      int id = hit.get("_id").getAsInt();
      int distance = Long.bitCount(codes[id] ^ query);
      float score = hit.get("_score").getAsFloat();
      if (!seen.add(id) || Math.abs(score - 1f / (1 + distance)) > 1e-6f) {
        throw new IOException("Wrong score or found twice, at distance " + distance + ": " + hit);
      }
      distances.add(distance);
    }
    return distances.stream().mapToInt(Integer::intValue).toArray();
  }
}
