package hashing.search;

import hashing.code.Codes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.tests.search.QueryUtils;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.util.Bits;

/** Weighted re-ranking against a scan that weighs every document. */
public class WeightedKnnQueryTests extends LuceneTestCase {
  private static final int[] BITS = {1, 8, 24, 63, 64, 65, 128, 1000};

  private static float[] weights(int bits) {
    float[] weights = new float[bits];
    for (int bit = 0; bit < bits; bit++) {
      // Many are equal, so that there are ties.
      weights[bit] = random().nextBoolean() ? random().nextInt(3) : random().nextFloat();
    }
    return weights;
  }

  private static double weighted(float[] weights, byte[] code, List<byte[]> query) {
    double least = Double.POSITIVE_INFINITY;
    for (byte[] asked : query) {
      double sum = 0;
      for (int bit = 0; bit < weights.length; bit++) {
        sum += Codes.get(code, bit) == Codes.get(asked, bit) ? 0 : weights[bit];
      }
      least = Math.min(least, sum);
    }
    return least;
  }

  public void testAgainstScan() throws IOException {
    for (int bits : BITS) {
      for (int round = 0; round < 4; round++) {
        Integer tables = random().nextInt(4) == 0 ? null : 1 + random().nextInt(50);
        int count = 1 + random().nextInt(300);
        Random seeded = new Random(random().nextLong());
        try (CodeCorpus corpus =
            new CodeCorpus(seeded, newDirectory(), bits, count, CodeCorpus.codec(tables))) {
          IndexSearcher searcher = newSearcher(corpus.reader);
          for (int i = 0; i < 10; i++) {
            check(corpus, searcher);
          }
        }
      }
    }
  }

  private static void check(CodeCorpus corpus, IndexSearcher searcher) throws IOException {
    List<byte[]> query = corpus.query();
    int group = random().nextInt(10);
    Query filter = group > 7 ? null : new TermQuery(new Term("group", Integer.toString(group)));
    Bits accepted = filter == null ? null : ofGroup(corpus.codes.size(), group);
    List<CodeCorpus.Hit> all = corpus.scan(searcher.getIndexReader(), query, accepted);
    int considered = 1 + random().nextInt(20);
    int k = 1 + random().nextInt(considered);
    int limit = random().nextBoolean() ? corpus.bitCount : random().nextInt(corpus.bitCount + 1);
    float[] weights = weights(corpus.bitCount);
    List<CodeCorpus.Hit> near = all.stream().filter(hit -> hit.distance() <= limit).toList();
    int radius = near.size() < considered ? limit : near.get(considered - 1).distance();
    Map<Integer, Double> distances = new HashMap<>();
    List<Integer> expected = new ArrayList<>();
    for (CodeCorpus.Hit hit : near) {
      if (hit.distance() <= radius) {
        byte[] code = code(corpus, searcher, hit.docId());
        distances.put(hit.docId(), weighted(weights, code, query));
        expected.add(hit.docId());
      }
    }
    expected.sort(
        Comparator.comparingDouble((Integer doc) -> distances.get(doc))
            .thenComparing(Comparator.naturalOrder()));
    expected = expected.subList(0, Math.min(k, expected.size()));
    Query weightedQuery =
        new WeightedKnnQuery(
            new HammingKnnQuery("code", corpus.bitCount, query, considered, limit, filter, null),
            k,
            weights);
    assertHits(expected, distances, searcher, weightedQuery);
  }

  private static void assertHits(
      List<Integer> expected, Map<Integer, Double> distances, IndexSearcher searcher, Query query)
      throws IOException {
    List<Integer> found = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, 1000).scoreDocs) {
      assertEquals((float) (1 / (1 + distances.get(hit.doc))), hit.score, 0);
      var explanation = searcher.explain(query, hit.doc);
      assertEquals(hit.score, explanation.getValue().floatValue(), 0);
      String bits = explanation.getDetails()[0].getDescription();
      assertTrue(bits, bits.matches("distance to .*, (no bit differs|bits that differ: .*)"));
      found.add(hit.doc);
    }
    // Scores are floats: where two are equal, documents come in their order.
    List<Integer> byScore = new ArrayList<>(expected);
    byScore.sort(
        Comparator.comparingDouble((Integer doc) -> -(float) (1 / (1 + distances.get(doc))))
            .thenComparing(Comparator.naturalOrder()));
    assertEquals(query.toString(), byScore, found);
    assertEquals(expected.size(), searcher.count(query));
  }

  private static Bits ofGroup(int count, int group) {
    return new Bits() {
      @Override
      public boolean get(int id) {
        return id % 7 == group;
      }

      @Override
      public int length() {
        return count;
      }
    };
  }

  private static byte[] code(CodeCorpus corpus, IndexSearcher searcher, int docId)
      throws IOException {
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      if (docId >= leaf.docBase && docId < leaf.docBase + leaf.reader().maxDoc()) {
        NumericDocValues ids = leaf.reader().getNumericDocValues("id");
        assertTrue(ids.advanceExact(docId - leaf.docBase));
        return corpus.codes.get((int) ids.longValue());
      }
    }
    throw new AssertionError("no document " + docId);
  }

  public void testEqualityAndRewriting() throws IOException {
    List<byte[]> codes = List.of(new byte[2]);
    float[] weights = weights(16);
    HammingKnnQuery nearest = new HammingKnnQuery("f", 16, codes, 5, 16, null, null);
    Query query = new WeightedKnnQuery(nearest, 3, weights);
    QueryUtils.checkEqual(query, new WeightedKnnQuery(nearest, 3, weights.clone()));
    QueryUtils.checkUnequal(query, new WeightedKnnQuery(nearest, 4, weights));
    weights[7]++;
    QueryUtils.checkUnequal(query, new WeightedKnnQuery(nearest, 3, weights));
    HammingKnnQuery none = new HammingKnnQuery("f", 16, codes, 5, 16, new MatchNoDocsQuery(), null);
    try (CodeCorpus corpus =
        new CodeCorpus(new Random(1), newDirectory(), 16, 3, CodeCorpus.codec(9))) {
      IndexSearcher searcher = newSearcher(corpus.reader);
      assertTrue(
          searcher.rewrite(new WeightedKnnQuery(none, 3, weights)) instanceof MatchNoDocsQuery);
    }
  }

  public void testRefused() {
    List<byte[]> codes = List.of(new byte[1]);
    HammingKnnQuery nearest = new HammingKnnQuery("f", 8, codes, 5, 8, null, null);
    assertRefused("field [f]: k must be 1 to 5, found 6", nearest, 6, new float[8]);
    assertRefused(
        "field [f]: weights must be 8, one for each bit, found 9", nearest, 1, new float[9]);
    float[] negative = new float[8];
    negative[3] = -1;
    assertRefused("not below 0, found -1.0 for bit 3", nearest, 1, negative);
    negative[3] = Float.NaN;
    assertRefused("found NaN for bit 3", nearest, 1, negative);
    negative[3] = Float.POSITIVE_INFINITY;
    assertRefused("found Infinity for bit 3", nearest, 1, negative);
  }

  private static void assertRefused(
      String message, HammingKnnQuery nearest, int k, float[] weights) {
    String found =
        expectThrows(
                IllegalArgumentException.class, () -> new WeightedKnnQuery(nearest, k, weights))
            .getMessage();
    assertTrue(found, found.contains(message));
  }

  /** A search that is stopped gives no result, and says so. */
  public void testStopped() throws IOException {
    try (CodeCorpus corpus =
        new CodeCorpus(new Random(2), newDirectory(), 64, 300, CodeCorpus.codec(null))) {
      IndexSearcher searcher = new IndexSearcher(corpus.reader);
      QueryTimeout always = () -> true;
      searcher.setTimeout(always);
      Query query =
          new WeightedKnnQuery(
              new HammingKnnQuery("code", 64, List.of(new byte[8]), 5, 64, null, null),
              5,
              weights(64));
      searcher.search(query, 5);
      assertTrue(searcher.timedOut());
    }
  }

  /** Whenever it is stopped, its scorers say so once they are moved, and none finds a document. */
  public void testStoppedInBetween() throws IOException {
    try (CodeCorpus corpus =
        new CodeCorpus(new Random(2), newDirectory(), 64, 300, CodeCorpus.codec(null))) {
      int leaves = corpus.reader.leaves().size();
      for (int asked = 0, stops = leaves; stops == leaves; asked++) {
        AtomicInteger left = new AtomicInteger(asked);
        IndexSearcher searcher = new IndexSearcher(corpus.reader);
        searcher.setTimeout(() -> left.getAndDecrement() <= 0);
        HammingKnnQuery nearest =
            new HammingKnnQuery("code", 64, List.of(new byte[8]), 1000, 64, null, null);
        Weight weight =
            new WeightedKnnQuery(nearest, 5, weights(64))
                .createWeight(searcher, ScoreMode.COMPLETE, 1);
        stops = 0;
        int found = 0;
        for (LeafReaderContext leaf : corpus.reader.leaves()) {
          Scorer scorer = weight.scorer(leaf);
          if (scorer != null) {
            try {
              while (scorer.iterator().nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                found++;
              }
            } catch (SearchStoppedException e) {
              stops++;
            }
          }
        }
        assertTrue(stops + " of " + leaves, stops == 0 || stops == leaves);
        assertEquals("asked " + asked, stops == 0 ? 5 : 0, found);
        assertTrue("asked " + asked, asked > 0 || stops == leaves);
      }
    }
  }

  /** Many documents of one distance take memory, which is asked for. */
  public void testMemory() throws IOException {
    try (CodeCorpus corpus =
        new CodeCorpus(new Random(3), newDirectory(), 16, 20_000, CodeCorpus.codec(100_000))) {
      IndexSearcher searcher = new IndexSearcher(corpus.reader);
      AtomicLong bytes = new AtomicLong();
      HammingKnnQuery nearest =
          new HammingKnnQuery("code", 16, List.of(new byte[2]), 20_000, 15, null, null);
      Query query = new WeightedKnnQuery(nearest, 5, weights(16), bytes::addAndGet);
      searcher.search(query, 5);
      assertTrue("asked for " + bytes, bytes.get() > 0);
    }
  }
}
