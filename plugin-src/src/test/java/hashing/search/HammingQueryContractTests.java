package hashing.search;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.tests.search.QueryUtils;
import org.apache.lucene.tests.util.LuceneTestCase;

/** What the queries owe to Lucene: identity, scorers, explanations, timeouts. */
public class HammingQueryContractTests extends LuceneTestCase {

  private static CodeCorpus corpus(int bits, int count, int tables) throws IOException {
    Random random = new Random(random().nextLong());
    return new CodeCorpus(
        random, new ByteBuffersDirectory(), bits, count, CodeCorpus.codec(tables));
  }

  /** Lucene's check moves scorers without asking which documents are live. */
  private static CodeCorpus corpusWithoutDeletes() throws IOException {
    CodeCorpus corpus = corpus(64, 300, 1 + random().nextInt(400));
    while (corpus.reader.hasDeletions()) {
      corpus.close();
      corpus = corpus(64, 300, 1 + random().nextInt(400));
    }
    return corpus;
  }

  public void testQueryUtils() throws Exception {
    try (CodeCorpus corpus = corpusWithoutDeletes()) {
      IndexSearcher searcher = newSearcher(corpus.reader);
      for (int i = 0; i < 5; i++) {
        List<byte[]> codes = corpus.query();
        int radius = random().nextInt(65);
        QueryUtils.check(random(), new HammingRadiusQuery("code", 64, codes, radius), searcher);
        // Lucene's check takes segments apart; all of a segment's documents must match then.
        QueryUtils.check(
            random(), new HammingKnnQuery("code", 64, codes, 300, radius, null, null), searcher);
        Query nearest = new HammingKnnQuery("code", 64, codes, 5, 64, null, null);
        QueryUtils.checkExplanations(nearest, searcher);
      }
    }
  }

  public void testIdentity() {
    byte[] code = {1, 2};
    List<byte[]> codes = List.of(code);
    Query radius = new HammingRadiusQuery("f", 16, codes, 3);
    QueryUtils.checkEqual(radius, new HammingRadiusQuery("f", 16, List.of(code.clone()), 3));
    QueryUtils.checkUnequal(radius, new HammingRadiusQuery("g", 16, codes, 3));
    QueryUtils.checkUnequal(radius, new HammingRadiusQuery("f", 16, codes, 4));
    QueryUtils.checkUnequal(radius, new HammingRadiusQuery("f", 16, List.of(new byte[2]), 3));
    Query filter = new TermQuery(new Term("a", "b"));
    BitSetProducer parents = new QueryBitSetProducer(filter);
    Query nearest = new HammingKnnQuery("f", 16, codes, 3, 16, filter, parents);
    QueryUtils.checkEqual(nearest, new HammingKnnQuery("f", 16, codes, 3, 16, filter, parents));
    QueryUtils.checkUnequal(nearest, new HammingKnnQuery("f", 16, codes, 4, 16, filter, parents));
    QueryUtils.checkUnequal(nearest, new HammingKnnQuery("f", 16, codes, 3, 15, filter, parents));
    QueryUtils.checkUnequal(nearest, new HammingKnnQuery("f", 16, codes, 3, 16, null, parents));
    QueryUtils.checkUnequal(nearest, new HammingKnnQuery("f", 16, codes, 3, 16, filter, null));
    QueryUtils.checkUnequal(nearest, radius);
    code[0] = 9;
    assertEquals("the query keeps a copy", 1, ((HammingRadiusQuery) radius).codes().get(0)[0]);
    assertEquals("hamming[f] max_distance=3", radius.toString());
    assertEquals("hamming[f] k=3 filter=(a:b) nested", nearest.toString());
  }

  public void testRefusals() throws Exception {
    byte[] code = new byte[2];
    refused("found 17", () -> new HammingRadiusQuery("f", 16, List.of(code), 17));
    refused("found -1", () -> new HammingRadiusQuery("f", 16, List.of(code), -1));
    refused("found none", () -> new HammingRadiusQuery("f", 16, List.of(), 1));
    refused("found 2", () -> new HammingRadiusQuery("f", 17, List.of(code), 1));
    refused(
        "found bit 15 set", () -> new HammingRadiusQuery("f", 15, List.of(new byte[] {0, 1}), 1));
    refused("found 0", () -> new HammingKnnQuery("f", 16, List.of(code), 0, 16, null, null));
    refused("found 17", () -> new HammingKnnQuery("f", 16, List.of(code), 1, 17, null, null));
    try (CodeCorpus corpus = corpus(64, 20, 5)) {
      if (corpus.scan(corpus.reader, List.of(new byte[8]), null).isEmpty()) {
        return;
      }
      IndexSearcher searcher = newSearcher(corpus.reader);
      for (Query query : queries("code", 16, List.of(code))) {
        refused("found 8", () -> searcher.search(query, 1));
      }
      for (Query query : queries("other", 16, List.of(code))) {
        assertEquals(0, searcher.count(query));
      }
    }
  }

  private static List<Query> queries(String field, int bits, List<byte[]> codes) {
    return List.of(
        new HammingRadiusQuery(field, bits, codes, bits),
        new HammingKnnQuery(field, bits, codes, 5, bits, null, null));
  }

  private static void refused(String found, ThrowingRunnable action) {
    String message = expectThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message, message.contains(found) && message.contains("field ["));
  }

  public void testExplainsAndTraces() throws Exception {
    try (CodeCorpus corpus = corpus(64, 500, 1)) {
      IndexSearcher searcher = new IndexSearcher(corpus.reader);
      List<byte[]> codes = List.of(corpus.uniform());
      List<CodeCorpus.Hit> all = corpus.scan(corpus.reader, codes, null);
      Query nearest = new HammingKnnQuery("code", 64, codes, 3, 64, null, null, Strategy.TABLES);
      Query radius = new HammingRadiusQuery("code", 64, codes, 20, Strategy.TABLES);
      for (int i = 0; i < all.size(); i++) {
        CodeCorpus.Hit hit = all.get(i);
        Explanation explanation = searcher.explain(nearest, hit.docId());
        assertEquals(i < 3, explanation.isMatch());
        assertTrue(explanation.getDescription().contains("distance " + hit.distance()));
        explanation = searcher.explain(radius, hit.docId());
        assertEquals(hit.distance() <= 20, explanation.isMatch());
        assertTrue(explanation.getDescription().contains("distance " + hit.distance()));
      }
      if (!all.isEmpty()) {
        searcher.search(nearest, 3);
        assertTrue(nearest.toString(), nearest.toString().contains(": tables, probed "));
        searcher.search(radius, 3);
        assertTrue(radius.toString(), radius.toString().contains("complete to 20, documents "));
      }
    }
  }

  public void testStopsWhenTold() throws Exception {
    try (CodeCorpus corpus = corpus(64, 300, 1)) {
      Query all = new TermQuery(new Term("group", "1"));
      for (Strategy strategy : new Strategy[] {Strategy.SCAN, Strategy.TABLES, Strategy.FILTER}) {
        for (Query filter : new Query[] {null, all}) {
          List<byte[]> codes = List.of(corpus.uniform());
          stops(corpus, new HammingKnnQuery("code", 64, codes, 9, 64, filter, null, strategy));
          if (strategy != Strategy.FILTER) {
            stops(corpus, new HammingRadiusQuery("code", 64, codes, 30, strategy));
          }
        }
      }
    }
  }

  private static void stops(CodeCorpus corpus, Query query) throws IOException {
    AtomicInteger asked = new AtomicInteger();
    QueryTimeout timeout = () -> asked.incrementAndGet() > 0;
    IndexSearcher searcher = new IndexSearcher(corpus.reader);
    searcher.setQueryCache(null);
    searcher.setTimeout(timeout);
    assertEquals(0, searcher.search(query, 10).scoreDocs.length);
    assertTrue(query.toString(), searcher.timedOut());
    asked.set(0);
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
    for (LeafReaderContext leaf : corpus.reader.leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer != null && LeafCodes.of(leaf.reader(), "code").fast().documentCount() > 0) {
        assertTrue(asked.get() > 0);
        expectThrows(SearchStoppedException.class, () -> scorer.iterator().nextDoc());
      }
    }
  }

  public void testCursors() throws Exception {
    for (Integer tables : new Integer[] {null, 3}) {
      Random random = new Random(random().nextLong());
      try (CodeCorpus corpus =
          new CodeCorpus(random, new ByteBuffersDirectory(), 65, 150, CodeCorpus.codec(tables))) {
        for (LeafReaderContext leaf : corpus.reader.leaves()) {
          assertNull(LeafCodes.of(leaf.reader(), "id"));
          assertNull(LeafCodes.of(leaf.reader(), "none"));
          LeafCodes codes = LeafCodes.of(leaf.reader(), "code");
          if (codes == null) {
            continue;
          }
          assertEquals(9, codes.byteLength());
          if (tables != null) {
            assertNotNull(codes.fast());
          }
          NumericDocValues ids = leaf.reader().getNumericDocValues("id");
          CodeCursor cursor = codes.cursor();
          DocIdSetIterator documents = codes.documents();
          for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
            assertTrue(ids.advanceExact(doc));
            byte[] code = corpus.codes.get((int) ids.longValue());
            assertEquals(code != null, cursor.advanceExact(doc));
            if (code != null) {
              assertEquals(doc, documents.nextDoc());
              assertArrayEquals(code, cursor.code());
            }
          }
          assertEquals(DocIdSetIterator.NO_MORE_DOCS, documents.nextDoc());
        }
      }
    }
  }
}
