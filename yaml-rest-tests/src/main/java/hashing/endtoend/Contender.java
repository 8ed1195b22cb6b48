package hashing.endtoend;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;

/** A way to ask for the nearest codes. */
enum Contender {
  /** Our query. */
  HAMMING("hamming query", IndexKind.CODES),
  /** k-NN's graph as it comes. */
  GRAPH("knn query, HNSW", IndexKind.GRAPH),
  /** k-NN's graph, looked through further than it is by default. */
  WIDE_GRAPH("knn query, HNSW, ef_search 512", IndexKind.GRAPH),
  /** k-NN's exact script on binary vectors. */
  VECTOR_SCRIPT("script hamming", IndexKind.VECTORS),
  /** k-NN's exact script on numbers. */
  LONG_SCRIPT("script hammingbit", IndexKind.LONGS),
  /** What any search costs. */
  NOTHING("match_none, size 0", IndexKind.CODES);

  private static final int EF_SEARCH = 512;

  private final String title;
  private final IndexKind index;

  Contender(String title, IndexKind index) {
    this.title = title;
    this.index = index;
  }

  String title() {
    return title;
  }

  IndexKind index() {
    return index;
  }

  /** Whether the documents it finds are compared with a scan. */
  boolean finds() {
    return this != NOTHING;
  }

  /** Whether it has to find the nearest ones, all of them. */
  boolean exact() {
    return this == HAMMING || this == VECTOR_SCRIPT || this == LONG_SCRIPT;
  }

  /** A request for the {@code k} nearest documents. */
  String body(byte[] code, int k) {
    JsonObject body = new JsonObject();
    body.addProperty("size", finds() ? k : 0);
    body.addProperty("_source", false);
    body.add("query", JsonParser.parseString(query(code, k)));
    return body.toString();
  }

  private String query(byte[] code, int k) {
    return switch (this) {
      case HAMMING ->
          String.format(
              Locale.ROOT,
              "{\"hamming\": {\"code\": {\"code\": \"%s\", \"k\": %d}}}",
              HexFormat.of().formatHex(code),
              k);
      case GRAPH ->
          String.format(
              Locale.ROOT, "{\"knn\": {\"code\": {\"vector\": %s, \"k\": %d}}}", bytes(code), k);
      case WIDE_GRAPH ->
          String.format(
              Locale.ROOT,
              "{\"knn\": {\"code\": {\"vector\": %s, \"k\": %d,"
                  + " \"method_parameters\": {\"ef_search\": %d}}}}",
              bytes(code),
              k,
              EF_SEARCH);
      case VECTOR_SCRIPT -> script(bytes(code).toString(), "hamming");
      case LONG_SCRIPT -> script(Long.toString(number(code)), "hammingbit");
      case NOTHING -> "{\"match_none\": {}}";
    };
  }

  private static String script(String code, String space) {
    return String.format(
        Locale.ROOT,
        """
        {"script_score": {"query": {"match_all": {}}, "script": {"lang": "knn",
          "source": "knn_score",
          "params": {"field": "code", "query_value": %s, "space_type": "%s"}}}}\
        """,
        code,
        space);
  }

  static JsonArray bytes(byte[] code) {
    JsonArray array = new JsonArray();
    for (byte value : code) {
      array.add(value);
    }
    return array;
  }

  static long number(byte[] code) {
    return new BigInteger(code).longValueExact();
  }
}
