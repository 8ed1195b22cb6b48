package hashing.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.util.Bits;

/** Both queries, by every strategy, over random indices against a linear scan. */
public class HammingQueryTests extends LuceneTestCase {

  private static final int[] BITS = {1, 8, 24, 63, 64, 65, 128, 256, 1000};

  /** A filter, and the ids that it accepts. */
  private record Filter(Query query, Bits accepted) {}

  public void testOwnFormat() throws Exception {
    for (int bits : BITS) {
      for (int i = 0; i < 4; i++) {
        Codec codec = CodeCorpus.codec(random().nextInt(4) == 0 ? 10_000 : 1 + random().nextInt(8));
        check(bits, 1 + random().nextInt(i == 0 ? 3 : 400), codec);
      }
    }
  }

  public void testLucenesFormat() throws Exception {
    for (int bits : BITS) {
      check(bits, 1 + random().nextInt(200), CodeCorpus.codec(null));
    }
  }

  public void testManyCodes() throws Exception {
    check(64, 1_500, CodeCorpus.codec(100));
    check(24, 1_500, CodeCorpus.codec(100));
  }

  private Directory directory() throws IOException {
    return switch (random().nextInt(3)) {
      case 0 -> new MMapDirectory(createTempDir());
      case 1 -> new NIOFSDirectory(createTempDir());
      default -> new ByteBuffersDirectory();
    };
  }

  private void check(int bits, int count, Codec codec) throws Exception {
    Random seeded = new Random(random().nextLong());
    try (CodeCorpus corpus = new CodeCorpus(seeded, directory(), bits, count, codec)) {
      ExecutorService executor = random().nextBoolean() ? Executors.newFixedThreadPool(2) : null;
      try {
        IndexSearcher searcher =
            executor == null
                ? newSearcher(corpus.reader)
                : new IndexSearcher(corpus.reader, executor) {
                  @Override
                  protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
                    return slices(leaves, 1, 1, false);
                  }
                };
        for (int i = 0; i < 6; i++) {
          checkRadius(corpus, searcher);
          checkNearest(corpus, searcher);
        }
      } finally {
        if (executor != null) {
          executor.shutdown();
          assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES));
        }
      }
    }
  }

  private void checkRadius(CodeCorpus corpus, IndexSearcher searcher) throws IOException {
    List<byte[]> codes = corpus.query();
    List<CodeCorpus.Hit> all = corpus.scan(searcher.getIndexReader(), codes, null);
    for (int radius : limits(corpus.bitCount, all)) {
      List<CodeCorpus.Hit> expected = all.stream().filter(hit -> hit.distance() <= radius).toList();
      for (Strategy strategy : strategies()) {
        Query query = new HammingRadiusQuery("code", corpus.bitCount, codes, radius, strategy);
        assertHits(query + " by " + strategy, expected, searcher, query);
        assertEquals(query.toString(), expected.size(), searcher.count(query));
      }
    }
    checkConjunction(corpus, searcher, codes, all);
  }

  private void checkConjunction(
      CodeCorpus corpus, IndexSearcher searcher, List<byte[]> codes, List<CodeCorpus.Hit> all)
      throws IOException {
    Filter filter = filter(corpus);
    int radius = limits(corpus.bitCount, all)[2];
    List<CodeCorpus.Hit> expected =
        corpus.scan(searcher.getIndexReader(), codes, filter.accepted).stream()
            .filter(hit -> hit.distance() <= radius)
            .toList();
    Query query =
        new BooleanQuery.Builder()
            .add(
                new HammingRadiusQuery("code", corpus.bitCount, codes, radius),
                BooleanClause.Occur.MUST)
            .add(filter.query, BooleanClause.Occur.FILTER)
            .build();
    assertHits(query.toString(), expected, searcher, query);
  }

  private void checkNearest(CodeCorpus corpus, IndexSearcher searcher) throws IOException {
    List<byte[]> codes = corpus.query();
    Filter filter = random().nextBoolean() ? null : filter(corpus);
    List<CodeCorpus.Hit> all =
        corpus.scan(searcher.getIndexReader(), codes, filter == null ? null : filter.accepted);
    int count = corpus.codes.size();
    int[] sizes = {1, 1 + random().nextInt(count), 10, count, count + 3};
    for (int k : sizes) {
      int limit =
          random().nextBoolean()
              ? corpus.bitCount
              : limits(corpus.bitCount, all)[random().nextInt(4)];
      List<CodeCorpus.Hit> expected =
          all.stream().filter(hit -> hit.distance() <= limit).limit(k).toList();
      for (Strategy strategy : strategies()) {
        Query query =
            new HammingKnnQuery(
                "code",
                corpus.bitCount,
                codes,
                k,
                limit,
                filter == null ? null : filter.query,
                null,
                strategy);
        assertHits(query + " by " + strategy, expected, searcher, query);
      }
    }
  }

  private static Strategy[] strategies() {
    return new Strategy[] {
      Strategy.AUTO, Strategy.SCAN, Strategy.TABLES, Strategy.FILTER, Strategy.VERIFY
    };
  }

  /** Distances to ask for: none, all, one that occurs, and any. */
  private static int[] limits(int bits, List<CodeCorpus.Hit> all) {
    int occurs = all.isEmpty() ? 0 : all.get(random().nextInt(all.size())).distance();
    return new int[] {0, bits, occurs, random().nextInt(bits + 1), Math.min(bits, 3)};
  }

  private static Filter filter(CodeCorpus corpus) {
    int count = corpus.codes.size();
    switch (random().nextInt(5)) {
      case 0 -> {
        return new Filter(new MatchAllDocsQuery(), new Bits.MatchAllBits(count));
      }
      case 1 -> {
        return new Filter(new MatchNoDocsQuery(), new Bits.MatchNoBits(count));
      }
      case 2 -> {
        int group = random().nextInt(8);
        return new Filter(
            new TermQuery(new Term("group", Integer.toString(group))),
            bits(count, group, Integer.MAX_VALUE));
      }
      default -> {
        int to = random().nextInt(count);
        return new Filter(
            NumericDocValuesField.newSlowRangeQuery("id", 0, to), bits(count, -1, to));
      }
    }
  }

  private static Bits bits(int count, int group, int to) {
    return new Bits() {
      @Override
      public boolean get(int id) {
        return (group < 0 || id % 7 == group) && id <= to;
      }

      @Override
      public int length() {
        return count;
      }
    };
  }

  static void assertHits(
      String message, List<CodeCorpus.Hit> expected, IndexSearcher searcher, Query query)
      throws IOException {
    int n = Math.max(1, searcher.getIndexReader().maxDoc());
    ScoreDoc[] found = searcher.search(query, n).scoreDocs;
    assertEquals(
        message + " " + query,
        expected.stream()
            .map(hit -> hit.docId() + ":" + 1f / (1 + hit.distance()))
            .collect(Collectors.joining(" ")),
        Arrays.stream(found)
            .map(hit -> hit.doc + ":" + hit.score)
            .collect(Collectors.joining(" ")));
  }
}
