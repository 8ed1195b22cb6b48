package hashing.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hashing.node.Cluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Which pairs of texts of two lists, or of one, to compare: by codes, and by words beside it. */
final class Blocking {
  private static final int BATCH = 500;

  private final Cluster cluster;
  private final TextIndex left;
  private final TextIndex right;
  private final Map<String, String> asked;
  private final BiPredicate<String, String> match;

  /**
   * What a way to block proposes.
   *
   * @param candidates pairs to compare
   * @param met matches among them
   */
  record Candidates(String way, long candidates, long met) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s %,d of %,d candidates", way, met, candidates);
    }
  }

  /**
   * Of the texts {@code asked} of the left index, those of the right one; of pairs within one index
   * each counts once.
   */
  Blocking(
      Cluster cluster,
      TextIndex left,
      TextIndex right,
      Map<String, String> asked,
      BiPredicate<String, String> match) {
    this.cluster = cluster;
    this.left = left;
    this.right = right;
    this.asked = asked;
    this.match = match;
  }

  /** Two texts, of one index in order of their ids. */
  private record Pair(String left, String right) {}

  private boolean within() {
    return left == right;
  }

  private void add(Set<Pair> pairs, String a, String b) {
    if (!within()) {
      pairs.add(new Pair(a, b));
    } else if (!a.equals(b)) {
      pairs.add(a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a));
    }
  }

  private Candidates count(String way, Set<Pair> pairs) {
    long met = pairs.stream().filter(pair -> match.test(pair.left(), pair.right())).count();
    return new Candidates(way, pairs.size(), met);
  }

  /** Those that a join finds, by {@code "radius": 4} or {@code "k": 10}. */
  Candidates byCodes(String how) throws IOException, InterruptedException {
    String with = within() ? "" : ", \"with\": {\"index\": \"" + right.name() + "\"}";
    String rows = left.name() + "_blocks";
    left.join(how + with, rows);
    Set<Pair> pairs = new HashSet<>();
    for (JsonObject row : TextIndex.rows(cluster, rows)) {
      if (row.has("left")) {
        add(pairs, TextIndex.id(row.get("left")), TextIndex.id(row.get("right")));
      } else {
        String document = TextIndex.id(row.get("document"));
        row.getAsJsonArray("neighbors").forEach(other -> add(pairs, document, TextIndex.id(other)));
      }
    }
    cluster.send("DELETE", "/" + rows, null);
    return count("codes with " + how.replace("\"", ""), pairs);
  }

  /** The {@code k} best of a text search (BM25) for each text. */
  Candidates byWords(int k) throws IOException, InterruptedException {
    Set<Pair> pairs = new HashSet<>();
    List<String> ids = List.copyOf(asked.keySet());
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<String> batch = ids.subList(from, Math.min(ids.size(), from + BATCH));
      StringBuilder lines = new StringBuilder();
      batch.forEach(id -> lines.append("{}\n").append(search(asked.get(id), k)).append('\n'));
      JsonArray answers =
          cluster
              .sendLines("/" + right.name() + "/_msearch", lines.toString())
              .getAsJsonArray("responses");
      for (int i = 0; i < batch.size(); i++) {
        for (String found : found(answers.get(i), batch.get(i), k)) {
          add(pairs, batch.get(i), found);
        }
      }
    }
    return count("words with k: " + k, pairs);
  }

  /** One more than is wanted within an index, as a text finds itself. */
  private JsonObject search(String text, int k) {
    JsonObject match = new JsonObject();
    match.addProperty("text", text);
    JsonObject query = new JsonObject();
    query.add("match", match);
    JsonObject body = new JsonObject();
    body.addProperty("size", within() ? k + 1 : k);
    body.addProperty("_source", false);
    body.add("query", query);
    return body;
  }

  private List<String> found(JsonElement answer, String asked, int k) {
    List<String> ids = new ArrayList<>();
    for (JsonElement hit :
        answer.getAsJsonObject().getAsJsonObject("hits").getAsJsonArray("hits")) {
      String id = hit.getAsJsonObject().get("_id").getAsString();
      if (ids.size() < k && !(within() && id.equals(asked))) {
        ids.add(id);
      }
    }
    return ids;
  }
}
