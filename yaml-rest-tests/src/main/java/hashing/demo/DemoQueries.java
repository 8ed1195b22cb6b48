package hashing.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hashing.node.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/** The demo's questions. Every answer is checked by the oracle of the field it was asked of. */
final class DemoQueries {

  /** Neighbours asked for. */
  static final int K = 10;

  /** Bits in which the perceptual hashes of near-duplicates may differ. */
  static final int RADIUS = 3;

  private static final int PER_LABEL = 2;
  private static final int DUPLICATES = 8;
  private static final int ALL = 10_000;

  private final Cluster cluster;
  private final DemoData data;

  DemoQueries(Cluster cluster, DemoData data) {
    this.cluster = cluster;
    this.data = data;
  }

  /** The first two pictures of every label, label by label. */
  List<Integer> queries() {
    List<Integer> queries = new ArrayList<>();
    for (String label : DemoData.labels()) {
      int wanted = queries.size() + PER_LABEL;
      for (int id = 0; id < data.size() && queries.size() < wanted; id++) {
        if (data.label(id).equals(label)) {
          queries.add(id);
        }
      }
    }
    return queries;
  }

  /** One picture out of each of the closest pairs of the collection. */
  List<Integer> duplicates(BruteForce oracle) {
    record Pair(int first, int second, int distance) {}
    List<Pair> pairs = new ArrayList<>();
    for (int a = 0; a < data.size(); a++) {
      for (int b = a + 1; b < data.size(); b++) {
        int distance = oracle.distance(a, b);
        if (distance <= RADIUS) {
          pairs.add(new Pair(a, b, distance));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::distance).thenComparingInt(Pair::first));
    return pairs.stream().map(Pair::first).distinct().limit(DUPLICATES).toList();
  }

  /** The nearest pictures to a picture, itself left out. */
  Answer nearest(int query, BruteForce oracle) throws IOException, InterruptedException {
    IntPredicate allowed = id -> id != query;
    JsonObject hamming = hamming(query);
    hamming.addProperty("k", K);
    hamming.add("filter", but(query));
    return ask(
        query, body(DemoIndex.CODE, hamming, K), hits -> oracle.isNearest(query, allowed, K, hits));
  }

  /** The nearest pictures of another kind of clothing. */
  Answer filtered(int query, String label, BruteForce oracle)
      throws IOException, InterruptedException {
    IntPredicate allowed = id -> data.label(id).equals(label);
    JsonObject hamming = hamming(query);
    hamming.addProperty("k", K);
    hamming.add("filter", object("term", object("label", label)));
    return ask(
        query, body(DemoIndex.CODE, hamming, K), hits -> oracle.isNearest(query, allowed, K, hits));
  }

  /** All pictures whose perceptual hash is within the radius, itself left out. */
  Answer within(int query, BruteForce oracle) throws IOException, InterruptedException {
    IntPredicate allowed = id -> id != query;
    JsonObject hamming = hamming(query);
    hamming.addProperty("max_distance", RADIUS);
    hamming.add("filter", but(query));
    return ask(
        query,
        body(DemoIndex.PHASH, hamming, ALL),
        hits -> oracle.isWithin(query, allowed, RADIUS, hits));
  }

  /** What the node says of the perceptual hashes' distances, and of a radius. */
  JsonObject radius() throws IOException, InterruptedException {
    String path = "/" + DemoIndex.NAME + "/_hashing/radius?field=" + DemoIndex.PHASH + "&seed=1";
    return cluster.send("GET", path, null);
  }

  private JsonObject hamming(int query) {
    return object("query_image", data.png(query));
  }

  private static JsonObject but(int id) {
    JsonArray ids = new JsonArray();
    ids.add(Integer.toString(id));
    JsonObject values = new JsonObject();
    values.add("values", ids);
    return object("bool", object("must_not", object("ids", values)));
  }

  private static JsonObject body(String field, JsonObject hamming, int size) {
    JsonObject body = new JsonObject();
    body.addProperty("size", size);
    body.addProperty("_source", false);
    body.add("query", object("hamming", object(field, hamming)));
    return body;
  }

  private static JsonObject object(String name, JsonElement value) {
    JsonObject object = new JsonObject();
    object.add(name, value);
    return object;
  }

  private static JsonObject object(String name, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(name, value);
    return object;
  }

  /** Says whether hits are right. */
  private interface Check {
    boolean isRight(List<Hit> hits);
  }

  private Answer ask(int query, JsonObject body, Check check)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    JsonObject answer = cluster.send("POST", "/" + DemoIndex.NAME + "/_search", body);
    double millis = (System.nanoTime() - begin) / 1e6;
    List<Hit> hits = new ArrayList<>();
    for (JsonElement element : answer.getAsJsonObject("hits").getAsJsonArray("hits")) {
      JsonObject hit = element.getAsJsonObject();
      double score = hit.get("_score").getAsDouble();
      hits.add(new Hit(hit.get("_id").getAsInt(), (int) Math.round(1 / score - 1)));
    }
    return new Answer(
        query, body, hits, millis, answer.get("took").getAsLong(), check.isRight(hits));
  }
}
