package hashing.opensearch.query;

import hashing.code.Codes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * Random documents, each with a code or none, a group, and nested views with codes of their own;
 * and the answers to queries on them by a scan that computes every distance bit by bit.
 */
final class HammingCorpus {

  /** A document; its code is null where it has none. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Document(String id, byte[] code, String group, List<byte[]> views) {}

  final int bits;
  private final Random random;
  private final List<byte[]> centers = new ArrayList<>();
  private final Map<String, Document> documents = new LinkedHashMap<>();

  HammingCorpus(Random random, int bits) {
    this.random = random;
    this.bits = bits;
    for (int i = 0; i < 6; i++) {
      byte[] center = new byte[Codes.byteLength(bits)];
      for (int bit = 0; bit < bits; bit++) {
        if (random.nextBoolean()) {
          Codes.set(center, bit);
        }
      }
      centers.add(center);
    }
  }

  /** A code near one of a few centers, so that short distances, ties and duplicates are common. */
  byte[] randomCode() {
    byte[] code = centers.get(random.nextInt(centers.size())).clone();
    for (int flips = random.nextInt(1 + Math.min(bits, 8)); flips > 0; flips--) {
      int bit = random.nextInt(bits);
      code[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
    }
    return code;
  }

  List<byte[]> randomCodes(int count) {
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      codes.add(randomCode());
    }
    return codes;
  }

  /** Makes a document, which replaces the one that has its id. */
  Document add(String id) {
    byte[] code = random.nextInt(10) == 0 ? null : randomCode();
    String group = String.valueOf((char) ('a' + random.nextInt(3)));
    Document document = new Document(id, code, group, randomCodes(random.nextInt(4)));
    documents.put(id, document);
    return document;
  }

  void remove(String id) {
    documents.remove(id);
  }

  Document get(String id) {
    return documents.get(id);
  }

  List<String> ids() {
    return List.copyOf(documents.keySet());
  }

  static String hex(byte[] code) {
    return HexFormat.of().formatHex(code);
  }

  static String json(List<byte[]> codes) {
    return codes.size() == 1
        ? "\"code\":\"" + hex(codes.getFirst()) + "\""
        : "\"codes\":" + codes.stream().map(code -> "\"" + hex(code) + "\"").toList();
  }

  XContentBuilder mapping() throws IOException {
    XContentBuilder mapping = XContentFactory.jsonBuilder().startObject().startObject("properties");
    mapping.startObject("code").field("type", "binary_code").field("bits", bits).endObject();
    mapping.startObject("group").field("type", "keyword").endObject();
    mapping.startObject("views").field("type", "nested").startObject("properties");
    mapping.startObject("code").field("type", "binary_code").field("bits", bits).endObject();
    mapping.startObject("even").field("type", "boolean").endObject();
    return mapping.endObject().endObject().endObject().endObject();
  }

  static XContentBuilder source(Document document) throws IOException {
    XContentBuilder source = XContentFactory.jsonBuilder().startObject();
    if (document.code != null) {
      source.field("code", hex(document.code));
    }
    source.field("group", document.group).startArray("views");
    for (int i = 0; i < document.views.size(); i++) {
      source.startObject().field("code", hex(document.views.get(i)));
      source.field("even", i % 2 == 0).endObject();
    }
    return source.endArray().endObject();
  }

  static int distance(byte[] code, List<byte[]> queries) {
    int nearest = Integer.MAX_VALUE;
    for (byte[] query : queries) {
      int distance = 0;
      for (int bit = 0; bit < 8 * query.length; bit++) {
        distance += Codes.get(code, bit) == Codes.get(query, bit) ? 0 : 1;
      }
      nearest = Math.min(nearest, distance);
    }
    return nearest;
  }

  static float score(int distance) {
    return 1f / (1 + distance);
  }

  /** Distances by id of the documents that have a code and pass. */
  Map<String, Integer> distances(List<byte[]> queries, Predicate<Document> filter) {
    Map<String, Integer> distances = new LinkedHashMap<>();
    for (Document document : documents.values()) {
      if (document.code != null && filter.test(document)) {
        distances.put(document.id, distance(document.code, queries));
      }
    }
    return distances;
  }

  /** Distances of the nearest view, among those at even places or all. */
  Map<String, Integer> viewDistances(
      List<byte[]> queries, boolean evenOnly, Predicate<Document> filter) {
    Map<String, Integer> distances = new LinkedHashMap<>();
    for (Document document : documents.values()) {
      for (int i = 0; i < document.views.size() && filter.test(document); i++) {
        if (i % 2 == 0 || !evenOnly) {
          distances.merge(document.id, distance(document.views.get(i), queries), Math::min);
        }
      }
    }
    return distances;
  }

  /** The ids of the nearest, ties in the order given. */
  static List<String> nearest(
      Map<String, Integer> distances, Integer k, Integer maxDistance, List<String> order) {
    int[] places = new int[order.size()];
    Arrays.setAll(places, i -> i);
    return Arrays.stream(places)
        .mapToObj(order::get)
        .filter(distances::containsKey)
        .filter(id -> maxDistance == null || distances.get(id) <= maxDistance)
        .sorted(Comparator.comparing(distances::get)) // stable
        .limit(k == null ? Long.MAX_VALUE : k)
        .toList();
  }
}
