package hashing.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.search.Weight;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.util.FixedBitSet;

/** A radius as a clause: partitions of segments, bulk iteration, best scores only, counts. */
public class RadiusSearchTests extends LuceneTestCase {

  private static final Strategy[] STRATEGIES = {
    Strategy.AUTO, Strategy.SCAN, Strategy.TABLES, Strategy.VERIFY
  };

  private static CodeCorpus corpus(int bits, int count) throws IOException {
    Random random = new Random(random().nextLong());
    int tables = random.nextBoolean() ? 10_000 : 1 + random.nextInt(500);
    return new CodeCorpus(
        random, new ByteBuffersDirectory(), bits, count, CodeCorpus.codec(tables));
  }

  private static CodeCorpus corpusWithoutDeletes(int bits, int count) throws IOException {
    CodeCorpus corpus = corpus(bits, count);
    while (corpus.reader.hasDeletions()) {
      corpus.close();
      corpus = corpus(bits, count);
    }
    return corpus;
  }

  /** Every segment in so many partitions, each a slice of its own. */
  private static IndexSearcher partitioned(CodeCorpus corpus, ExecutorService pool, int parts) {
    return new IndexSearcher(corpus.reader, pool) {
      @Override
      protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
        List<LeafSlice> slices = new ArrayList<>();
        for (LeafReaderContext leaf : leaves) {
          int maxDoc = leaf.reader().maxDoc();
          for (int p = 0; p < parts; p++) {
            int from = (int) ((long) maxDoc * p / parts);
            int to = (int) ((long) maxDoc * (p + 1) / parts);
            if (from < to) {
              slices.add(
                  new LeafSlice(
                      List.of(LeafReaderContextPartition.createFromAndTo(leaf, from, to))));
            }
          }
        }
        return slices.toArray(LeafSlice[]::new);
      }
    };
  }

  public void testPartitionsOfSegments() throws Exception {
    for (int round = 0; round < 6; round++) {
      // A pool of one thread must not wait for itself.
      ExecutorService pool = Executors.newFixedThreadPool(1 + round % 4);
      // Radii above 254 take another path where many documents match.
      try (CodeCorpus corpus = corpus(round % 2 == 0 ? 64 : 1000, 4_000)) {
        IndexSearcher searcher = partitioned(corpus, pool, 1 + random().nextInt(6));
        searcher.setQueryCache(null);
        for (int i = 0; i < 4; i++) {
          List<byte[]> codes = corpus.query();
          List<CodeCorpus.Hit> all = corpus.scan(corpus.reader, codes, null);
          for (int radius :
              new int[] {0, corpus.bitCount / 3, corpus.bitCount / 2, corpus.bitCount}) {
            List<CodeCorpus.Hit> expected =
                all.stream().filter(hit -> hit.distance() <= radius).toList();
            for (Strategy strategy : STRATEGIES) {
              Query query =
                  new HammingRadiusQuery("code", corpus.bitCount, codes, radius, strategy);
              HammingOracle.compare(expected, searcher, query, query);
              assertEquals(expected.size(), searcher.count(query));
            }
          }
          Query nearest = new HammingKnnQuery("code", corpus.bitCount, codes, 99, 64, null, null);
          HammingOracle.compare(
              all.stream().filter(hit -> hit.distance() <= 64).limit(99).toList(),
              searcher,
              nearest,
              nearest);
        }
      } finally {
        pool.shutdown();
        assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
      }
    }
  }

  public void testPartitionsShareOneScan() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (CodeCorpus corpus = corpus(64, 4_000)) {
      IndexSearcher searcher = partitioned(corpus, pool, 4);
      searcher.setQueryCache(null);
      HammingRadiusQuery query =
          new HammingRadiusQuery("code", 64, List.of(corpus.uniform()), 28, Strategy.SCAN);
      SearchCounters counters = new SearchCounters();
      query.countBy(counters);
      Weight weight = searcher.createWeight(query, ScoreMode.COMPLETE, 1);
      for (LeafReaderContext leaf : corpus.reader.leaves()) {
        LeafCodes codes = LeafCodes.of(leaf.reader(), "code");
        if (codes != null) {
          Scorer first = weight.scorer(leaf);
          String trace = query.toString();
          SearchCounters.Counts counted = counters.counts();
          Scorer second = weight.scorer(leaf);
          assertEquals("nor counted again", counted, counters.counts());
          assertEquals("nothing is searched again", trace, query.toString());
          assertTrue(trace, trace.contains("verified " + codes.fast().ordinalCount() + ","));
          assertEquals(first.iterator().cost(), second.iterator().cost());
          assertEquals(first.iterator().nextDoc(), second.iterator().nextDoc());
        }
      }
    } finally {
      pool.shutdown();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  public void testBulkIterationFindsTheSame() throws Exception {
    for (int bits : new int[] {64, 1000}) {
      try (CodeCorpus corpus = corpus(bits, 5_000)) {
        IndexSearcher searcher = newSearcher(corpus.reader);
        for (int radius : new int[] {0, bits / 3, bits / 2, bits}) {
          for (Strategy strategy : STRATEGIES) {
            for (ScoreMode mode :
                new ScoreMode[] {
                  ScoreMode.COMPLETE, ScoreMode.TOP_SCORES, ScoreMode.COMPLETE_NO_SCORES
                }) {
              Query query = new HammingRadiusQuery("code", bits, corpus.query(), radius, strategy);
              Weight weight = query.createWeight(searcher, mode, 1);
              for (LeafReaderContext leaf : corpus.reader.leaves()) {
                Scorer one = weight.scorer(leaf);
                if (one != null) {
                  checkBulk(one.iterator(), weight.scorer(leaf).iterator(), leaf.reader().maxDoc());
                }
              }
            }
          }
        }
      }
    }
  }

  private static void checkBulk(DocIdSetIterator one, DocIdSetIterator bulk, int maxDoc)
      throws IOException {
    FixedBitSet expected = new FixedBitSet(maxDoc);
    for (int doc = one.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = one.nextDoc()) {
      expected.set(doc);
    }
    FixedBitSet found = new FixedBitSet(maxDoc);
    bulk.nextDoc();
    while (bulk.docID() != DocIdSetIterator.NO_MORE_DOCS) {
      int end = bulk.docIDRunEnd();
      assertTrue(
          end > bulk.docID() && expected.cardinality(bulk.docID(), end) == end - bulk.docID());
      int upTo = Math.min(maxDoc, bulk.docID() + 1 + random().nextInt(700));
      bulk.intoBitSet(upTo, found, 0);
      assertTrue(bulk.docID() >= upTo);
    }
    assertEquals(expected, found);
  }

  public void testBestScoresTightenTheRadius() throws Exception {
    for (int round = 0; round < 10; round++) {
      try (CodeCorpus corpus = corpus(64, 4_000)) {
        IndexSearcher searcher = new IndexSearcher(corpus.reader);
        List<byte[]> codes = corpus.query();
        List<CodeCorpus.Hit> all = corpus.scan(corpus.reader, codes, null);
        int k = 1 + random().nextInt(20);
        for (Strategy strategy : STRATEGIES) {
          HammingRadiusQuery query = new HammingRadiusQuery("code", 64, codes, 64, strategy);
          assertBest(all, k, best(searcher, query, k));
          if (strategy == Strategy.SCAN && corpus.reader.leaves().size() > 3 && all.size() > 1000) {
            int met = documents(query.toString());
            assertTrue(query + " of " + all.size(), met < all.size());
          }
        }
        // Another clause that scores.
        Query mixed =
            new BooleanQuery.Builder()
                .add(new HammingRadiusQuery("code", 64, codes, 30), BooleanClause.Occur.SHOULD)
                .add(new TermQuery(new Term("group", "3")), BooleanClause.Occur.SHOULD)
                .build();
        TopDocs whole = searcher.search(mixed, Math.max(1, corpus.reader.maxDoc()));
        ScoreDoc[] best = best(searcher, mixed, k);
        for (int i = 0; i < best.length; i++) {
          assertEquals(whole.scoreDocs[i].score, best[i].score, 0f);
          assertEquals(whole.scoreDocs[i].doc, best[i].doc);
        }
      }
    }
  }

  private static ScoreDoc[] best(IndexSearcher searcher, Query query, int k) throws IOException {
    return searcher.search(query, new TopScoreDocCollectorManager(k, null, k)).scoreDocs;
  }

  private static void assertBest(List<CodeCorpus.Hit> all, int k, ScoreDoc[] found) {
    assertEquals(
        all.stream().limit(k).map(hit -> hit.docId() + ":" + 1f / (1 + hit.distance())).toList(),
        Arrays.stream(found).map(hit -> hit.doc + ":" + hit.score).toList());
  }

  /** Sum of the documents that a query's trace tells of. */
  private static int documents(String trace) {
    return Arrays.stream(trace.split("[;}]"))
        .filter(leaf -> leaf.contains("documents "))
        .mapToInt(leaf -> Integer.parseInt(leaf.substring(leaf.indexOf("documents ") + 10)))
        .sum();
  }

  public void testCountsWithoutLookingAtDocuments() throws Exception {
    try (CodeCorpus corpus = corpusWithoutDeletes(64, 3_000)) {
      IndexSearcher searcher = new IndexSearcher(corpus.reader);
      List<byte[]> codes = corpus.query();
      List<CodeCorpus.Hit> all = corpus.scan(corpus.reader, codes, null);
      for (int radius : new int[] {20, 30, 32, 40, 64}) {
        long expected = all.stream().filter(hit -> hit.distance() <= radius).count();
        HammingRadiusQuery query = new HammingRadiusQuery("code", 64, codes, radius);
        assertEquals(expected, searcher.count(query));
        if (expected > 1500) {
          assertFalse(query.toString(), query.toString().contains("{"));
          // A search that need not count may stop behind a thousand.
          long total = searcher.search(query, 1).totalHits.value();
          assertTrue(total + " of " + expected, total > 1000 && total <= expected);
        }
      }
    }
    try (CodeCorpus corpus = corpus(64, 3_000)) {
      IndexSearcher searcher = new IndexSearcher(corpus.reader);
      List<byte[]> codes = corpus.query();
      Weight weight =
          new HammingRadiusQuery("code", 64, codes, 64)
              .createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, 1);
      for (LeafReaderContext leaf : corpus.reader.leaves()) {
        LeafCodes stored = LeafCodes.of(leaf.reader(), "code");
        int count = weight.count(leaf);
        if (leaf.reader().hasDeletions()) {
          assertEquals(-1, count);
        } else {
          assertEquals(stored == null ? 0 : stored.fast().documentCount(), count);
        }
      }
    }
  }
}
