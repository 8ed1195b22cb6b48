package hashing.search;

import hashing.code.Codes;
import hashing.index.BinaryCodeField;
import hashing.index.BinaryCodesFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.tests.search.QueryUtils;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.tests.util.TestUtil;

/** Both queries against a linear scan over the documents that were written. */
public class HammingQueryTests extends LuceneTestCase {

  private static final String FIELD = "code";
  private static final int[] BIT_COUNTS = {1, 8, 24, 63, 64, 65, 128, 256, 1000};

  private int bitCount;
  private Map<String, byte[]> live;
  private Map<String, String> groups;

  public void testOwnFormatWithTables() throws IOException {
    for (int bits : BIT_COUNTS) {
      check(bits, TestUtil.alwaysKnnVectorsFormat(new BinaryCodesFormat(2)));
    }
  }

  public void testOwnFormatWithoutTables() throws IOException {
    for (int bits : BIT_COUNTS) {
      check(bits, TestUtil.alwaysKnnVectorsFormat(new BinaryCodesFormat(Integer.MAX_VALUE)));
    }
  }

  public void testAnotherFormat() throws IOException {
    for (int bits : BIT_COUNTS) {
      check(bits, TestUtil.getDefaultCodec());
    }
  }

  private void check(int bits, Codec codec) throws IOException {
    bitCount = bits;
    live = new HashMap<>();
    groups = new HashMap<>();
    try (Directory directory = newDirectory()) {
      IndexWriterConfig config = newIndexWriterConfig().setCodec(codec);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        write(writer);
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
          IndexSearcher searcher = newSearcher(reader, true, true);
          for (int round = 0; round < 40; round++) {
            checkRadius(searcher);
            checkNearest(searcher);
          }
        }
      }
    }
  }

  private void write(IndexWriter writer) throws IOException {
    int count = random().nextInt(10) == 0 ? random().nextInt(3) : atLeast(300);
    List<byte[]> centres = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      centres.add(randomCode());
    }
    for (int i = 0; i < count; i++) {
      String id = Integer.toString(i);
      Document document = new Document();
      document.add(new StringField("id", id, Field.Store.YES));
      String group = random().nextInt(4) == 0 ? "rare" + random().nextInt(20) : "common";
      document.add(new StringField("group", group, Field.Store.NO));
      groups.put(id, group);
      if (random().nextInt(10) > 0) {
        byte[] code =
            random().nextBoolean() ? randomCode() : near(centres.get(random().nextInt(8)));
        document.add(BinaryCodeField.field(FIELD, code, BinaryCodeField.type(bitCount, -1)));
        live.put(id, code);
      }
      writer.addDocument(document);
      if (random().nextInt(80) == 0) {
        writer.flush();
      }
      if (random().nextInt(10) == 0) {
        String gone = Integer.toString(random().nextInt(i + 1));
        writer.deleteDocuments(new Term("id", gone));
        live.remove(gone);
        groups.remove(gone);
      }
    }
    if (random().nextInt(4) == 0) {
      writer.forceMerge(1);
    }
  }

  private byte[] randomCode() {
    byte[] code = new byte[Codes.byteLength(bitCount)];
    for (int bit = 0; bit < bitCount; bit++) {
      if (random().nextBoolean()) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  private byte[] near(byte[] centre) {
    byte[] code = centre.clone();
    for (int flips = random().nextInt(4); flips > 0; flips--) {
      int bit = random().nextInt(bitCount);
      code[bit >> 3] ^= (byte) (0x80 >>> (bit & 7));
    }
    return code;
  }

  private List<byte[]> randomQuery() {
    List<byte[]> query = new ArrayList<>();
    for (int i = random().nextInt(4) == 0 ? 1 + random().nextInt(3) : 1; i > 0; i--) {
      boolean stored = random().nextBoolean() && !live.isEmpty();
      List<byte[]> all = new ArrayList<>(live.values());
      query.add(stored ? near(all.get(random().nextInt(all.size()))) : randomCode());
    }
    return query;
  }

  private int distance(String id, List<byte[]> query) {
    return query.stream().mapToInt(code -> Codes.distance(code, live.get(id))).min().orElseThrow();
  }

  private int randomRadius() {
    return random().nextBoolean()
        ? random().nextInt(bitCount + 1)
        : Math.min(bitCount, random().nextInt(12));
  }

  private void checkRadius(IndexSearcher searcher) throws IOException {
    List<byte[]> query = randomQuery();
    int radius = randomRadius();
    Query lucene = new HammingRadiusQuery(FIELD, bitCount, query, radius);
    Map<String, Integer> wanted =
        live.keySet().stream()
            .filter(id -> distance(id, query) <= radius)
            .collect(Collectors.toMap(id -> id, id -> distance(id, query)));
    assertEquals(lucene.toString(), wanted, found(searcher, lucene));

    String group = random().nextBoolean() ? "common" : "rare" + random().nextInt(20);
    Query filtered =
        new BooleanQuery.Builder()
            .add(lucene, BooleanClause.Occur.MUST)
            .add(new TermQuery(new Term("group", group)), BooleanClause.Occur.FILTER)
            .build();
    wanted.keySet().removeIf(id -> !groups.get(id).equals(group));
    assertEquals(lucene.toString(), wanted, found(searcher, filtered));
    if (random().nextInt(20) == 0 && !searcher.getIndexReader().hasDeletions()) {
      QueryUtils.check(random(), lucene, searcher);
    }
  }

  private void checkNearest(IndexSearcher searcher) throws IOException {
    List<byte[]> query = randomQuery();
    int k = 1 + random().nextInt(random().nextBoolean() ? 10 : 400);
    int maxDistance = random().nextBoolean() ? bitCount : randomRadius();
    String group =
        random().nextBoolean()
            ? null
            : random().nextBoolean() ? "common" : "rare" + random().nextInt(20);
    Query filter = group == null ? null : new TermQuery(new Term("group", group));
    Query lucene = new HammingKnnQuery(FIELD, bitCount, query, k, maxDistance, filter, null);
    Map<String, Integer> order = documentOrder(searcher);
    Map<String, Integer> wanted =
        live.keySet().stream()
            .filter(id -> group == null || groups.get(id).equals(group))
            .filter(id -> distance(id, query) <= maxDistance)
            .sorted(
                Comparator.comparingInt((String id) -> distance(id, query))
                    .thenComparing(order::get))
            .limit(k)
            .collect(Collectors.toMap(id -> id, id -> distance(id, query)));
    assertEquals(lucene.toString(), wanted, found(searcher, lucene));
    if (random().nextInt(20) == 0 && !searcher.getIndexReader().hasDeletions()) {
      QueryUtils.check(random(), lucene, searcher);
    }
  }

  private static Map<String, Integer> documentOrder(IndexSearcher searcher) throws IOException {
    Map<String, Integer> order = new HashMap<>();
    for (int doc = 0; doc < searcher.getIndexReader().maxDoc(); doc++) {
      String id = searcher.storedFields().document(doc).get("id");
      if (id != null) {
        order.merge(id, doc, Math::max);
      }
    }
    return order;
  }

  /** What matches, with the distances that the scores stand for. */
  private static Map<String, Integer> found(IndexSearcher searcher, Query query)
      throws IOException {
    TopDocs hits = searcher.search(query, Math.max(1, searcher.getIndexReader().maxDoc()));
    Map<String, Integer> found = new HashMap<>();
    for (ScoreDoc hit : hits.scoreDocs) {
      String id = searcher.storedFields().document(hit.doc).get("id");
      assertNull(found.put(id, Math.round(1 / hit.score) - 1));
    }
    return found;
  }
}
