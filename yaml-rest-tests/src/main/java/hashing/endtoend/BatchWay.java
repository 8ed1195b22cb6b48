package hashing.endtoend;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.benchmark.CodeSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A way to ask for the documents nearest to many codes. */
enum BatchWay {
  /** A search for each, one request after the other. */
  SEARCH("_search, one client", "/_search", 1),
  /** The same by as many clients as a node of two cores has threads for searches. */
  SEARCH_CLIENTS("_search, four clients", "/_search", 4),
  /** All searches in one request. */
  MSEARCH("_msearch", "/_msearch", 1),
  /** One request of ours. */
  BATCH("_search_batch", "/_hashing/_search_batch", 1);

  private static final double ROUNDING = 0.5;

  private final String title;
  private final String path;
  private final int clients;

  BatchWay(String title, String path, int clients) {
    this.title = title;
    this.path = path;
    this.clients = clients;
  }

  String title() {
    return title;
  }

  String path() {
    return path;
  }

  /** Requests at a time. */
  int clients() {
    return clients;
  }

  /** A document that was found. */
  record Found(String id, int distance) {}

  /** What is asked of each code: the {@code k} nearest, or up to so many within a radius. */
  record Question(Integer radius, int k) {
    String name() {
      return radius == null ? "k=" + k : "radius=" + radius + ", size=" + k;
    }

    private String clause(String code) {
      String limit = radius == null ? "\"k\": " + k : "\"max_distance\": " + radius;
      return String.format(
          Locale.ROOT,
          "{\"size\": %d, \"_source\": false, \"track_total_hits\": false, \"query\":"
              + " {\"hamming\": {\"code\": {\"code\": \"%s\", %s}}}}",
          k,
          code,
          limit);
    }

    private String batch(List<String> codes) {
      String limit = radius == null ? "\"k\": " + k : "\"radius\": " + radius + ", \"size\": " + k;
      return "{\"field\": \"code\", "
          + limit
          + ", \"codes\": [\""
          + String.join("\", \"", codes)
          + "\"]}";
    }
  }

  /** The bodies of the requests that ask for all of a set's queries. */
  List<String> bodies(CodeSet set, Question question) {
    List<String> codes = new ArrayList<>();
    for (int q = 0; q < set.queryCount(); q++) {
      codes.add(HexFormat.of().formatHex(set.query(q)));
    }
    return switch (this) {
      case SEARCH, SEARCH_CLIENTS -> codes.stream().map(question::clause).toList();
      case MSEARCH -> {
        StringBuilder lines = new StringBuilder();
        codes.forEach(code -> lines.append("{}\n").append(question.clause(code)).append('\n'));
        yield List.of(lines.toString());
      }
      case BATCH -> List.of(question.batch(codes));
    };
  }

  /** What was found for each code of a request, nearest first. */
  List<List<Found>> found(byte[] answer) {
    JsonObject json =
        JsonParser.parseString(new String(answer, StandardCharsets.UTF_8)).getAsJsonObject();
    List<List<Found>> found = new ArrayList<>();
    switch (this) {
      case SEARCH, SEARCH_CLIENTS -> found.add(hits(json));
      case MSEARCH -> {
        for (JsonElement response : json.getAsJsonArray("responses")) {
          found.add(hits(response.getAsJsonObject()));
        }
      }
      case BATCH -> {
        for (JsonElement response : json.getAsJsonArray("answers")) {
          found.add(list(response.getAsJsonObject().getAsJsonArray("hits")));
        }
      }
    }
    return found;
  }

  private static List<Found> hits(JsonObject response) {
    return list(response.getAsJsonObject("hits").getAsJsonArray("hits"));
  }

  private static List<Found> list(JsonArray hits) {
    List<Found> found = new ArrayList<>();
    for (JsonElement element : hits) {
      JsonObject hit = element.getAsJsonObject();
      int distance =
          hit.has("distance")
              ? hit.get("distance").getAsInt()
              : (int) (1 / hit.get("_score").getAsDouble() - 1 + ROUNDING);
      found.add(new Found(hit.get("_id").getAsString(), distance));
    }
    return found;
  }
}
