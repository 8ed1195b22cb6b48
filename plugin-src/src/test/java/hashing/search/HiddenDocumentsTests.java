package hashing.search;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.FilterDirectoryReader;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LRUQueryCache;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryCachingPolicy;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.FixedBitSet;

/** Readers that hide documents or fields, as security plugins have them, and caches under them. */
public class HiddenDocumentsTests extends LuceneTestCase {

  /** Hides all fields, or documents at random. */
  private static final class HidingReader extends FilterDirectoryReader {
    private final boolean fields;

    HidingReader(DirectoryReader in, boolean fields) throws IOException {
      super(
          in,
          new SubReaderWrapper() {
            @Override
            public LeafReader wrap(LeafReader reader) {
              return new HidingLeafReader(reader, fields);
            }
          });
      this.fields = fields;
    }

    @Override
    protected DirectoryReader doWrapDirectoryReader(DirectoryReader in) throws IOException {
      return new HidingReader(in, fields);
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return in.getReaderCacheHelper();
    }
  }

  private static final class HidingLeafReader extends FilterLeafReader {
    private final boolean fields;
    private final FixedBitSet live;

    HidingLeafReader(LeafReader in, boolean fields) {
      super(in);
      this.fields = fields;
      live = new FixedBitSet(in.maxDoc());
      for (int doc = 0; doc < in.maxDoc(); doc++) {
        if ((in.getLiveDocs() == null || in.getLiveDocs().get(doc)) && doc % 3 == 1) {
          live.set(doc);
        }
      }
    }

    @Override
    public FieldInfos getFieldInfos() {
      return fields ? FieldInfos.EMPTY : super.getFieldInfos();
    }

    @Override
    public Bits getLiveDocs() {
      return fields ? super.getLiveDocs() : live;
    }

    @Override
    public int numDocs() {
      return fields ? in.numDocs() : live.cardinality();
    }

    @Override
    public CacheHelper getCoreCacheHelper() {
      return in.getCoreCacheHelper();
    }

    @Override
    public CacheHelper getReaderCacheHelper() {
      return null;
    }
  }

  public void testNothingHiddenIsFound() throws Exception {
    Random random = new Random(random().nextLong());
    QueryCachingPolicy always =
        new QueryCachingPolicy() {
          @Override
          public void onUse(Query query) {}

          @Override
          public boolean shouldCache(Query query) {
            return true;
          }
        };
    for (int round = 0; round < 12; round++) {
      Integer tables = round % 4 == 0 ? null : Integer.valueOf(1 + random.nextInt(300));
      try (CodeCorpus corpus =
          new CodeCorpus(random, new ByteBuffersDirectory(), 24, 250, CodeCorpus.codec(tables))) {
        LRUQueryCache cache = new LRUQueryCache(100, 1 << 20, leaf -> true, Float.MAX_VALUE);
        List<byte[]> codes = corpus.query();
        DirectoryReader some = new HidingReader(corpus.reader, false);
        DirectoryReader none = new HidingReader(corpus.reader, true);
        // The same cache serves all three, in any order.
        for (int i = 0; i < 9; i++) {
          DirectoryReader reader = List.of(corpus.reader, some, none).get(random.nextInt(3));
          IndexSearcher searcher = new IndexSearcher(reader);
          searcher.setQueryCache(cache);
          searcher.setQueryCachingPolicy(always);
          List<CodeCorpus.Hit> all = reader == none ? List.of() : corpus.scan(reader, codes, null);
          check(corpus, searcher, codes, all, reader == some);
        }
      }
    }
  }

  private static void check(
      CodeCorpus corpus,
      IndexSearcher searcher,
      List<byte[]> codes,
      List<CodeCorpus.Hit> all,
      boolean hides)
      throws IOException {
    for (int radius : new int[] {0, 3, 8, 24}) {
      long expected = all.stream().filter(hit -> hit.distance() <= radius).count();
      Query query = new HammingRadiusQuery("code", corpus.bitCount, codes, radius);
      assertEquals(query.toString(), expected, searcher.count(query));
      assertEquals(query.toString(), expected, searcher.search(query, 1000).totalHits.value());
      assertUncounted(query, hides);
    }
    for (int k : new int[] {1, 10, 300}) {
      for (Strategy strategy :
          new Strategy[] {Strategy.AUTO, Strategy.SCAN, Strategy.TABLES, Strategy.FILTER}) {
        Query query =
            new HammingKnnQuery(
                "code", corpus.bitCount, codes, k, corpus.bitCount, null, null, strategy);
        TopDocs found = searcher.search(query, 1000);
        assertEquals(query.toString(), Math.min(k, all.size()), found.scoreDocs.length);
        assertUncounted(query, hides);
        for (int i = 0; i < found.scoreDocs.length; i++) {
          assertEquals(all.get(i).docId(), found.scoreDocs[i].doc);
        }
      }
    }
  }

  /** Counts of what was met would tell of hidden documents. */
  private static void assertUncounted(Query query, boolean hides) {
    String trace = query.toString();
    assertFalse(trace, hides && (trace.contains("verified") || trace.contains("documents")));
  }

  public void testNothingIsCached() throws Exception {
    try (CodeCorpus corpus =
        new CodeCorpus(
            new Random(random().nextLong()),
            new ByteBuffersDirectory(),
            24,
            50,
            CodeCorpus.codec(10))) {
      List<byte[]> codes = corpus.query();
      IndexSearcher searcher = new IndexSearcher(corpus.reader);
      for (LeafReaderContext leaf : corpus.reader.leaves()) {
        for (Query query :
            List.of(
                new HammingRadiusQuery("code", 24, codes, 3),
                new HammingKnnQuery("code", 24, codes, 3, 24, null, null))) {
          assertFalse(query.createWeight(searcher, ScoreMode.COMPLETE, 1).isCacheable(leaf));
        }
      }
    }
  }
}
