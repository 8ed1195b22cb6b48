package hashing.endtoend;

import java.util.HexFormat;
import java.util.Locale;

/** An index of the documents, each a 64-bit code in a field {@code code} and nothing else. */
enum IndexKind {
  /** Documents without a code: what the others have besides. */
  BARE(false, "{\"type\": \"long\", \"index\": false}"),
  /** Our field. */
  CODES(false, "{\"type\": \"binary_code\", \"bits\": 64}"),
  /** k-NN's graph of binary vectors, of its Lucene engine. */
  GRAPH(
      true,
      "{\"type\": \"knn_vector\", \"dimension\": 64, \"data_type\": \"binary\","
          + " \"space_type\": \"hamming\","
          + " \"method\": {\"name\": \"hnsw\", \"engine\": \"lucene\"}}"),
  /** k-NN's binary vectors without a graph, for its script. */
  VECTORS(false, "{\"type\": \"knn_vector\", \"dimension\": 64, \"data_type\": \"binary\"}"),
  /** Numbers, for k-NN's other script. */
  LONGS(false, "{\"type\": \"long\", \"index\": false}");

  private final boolean knn;
  private final String mapping;

  IndexKind(boolean knn, String mapping) {
    this.knn = knn;
    this.mapping = mapping;
  }

  /** The index's name. */
  String indexName() {
    return name().toLowerCase(Locale.ROOT);
  }

  String body() {
    return String.format(
        Locale.ROOT,
        """
        {"settings": {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1",
            "index.knn": %b},
          "mappings": {"dynamic": false, "_source": {"enabled": false},
            "properties": {"code": %s}}}\
        """,
        knn,
        mapping);
  }

  /** A document's source. */
  String document(byte[] code) {
    return switch (this) {
      case CODES -> "{\"code\":\"" + HexFormat.of().formatHex(code) + "\"}";
      case GRAPH, VECTORS -> "{\"code\":" + Contender.bytes(code) + "}";
      case LONGS -> "{\"code\":" + Contender.number(code) + "}";
      case BARE -> "{}";
    };
  }
}
