package hashing.search;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.util.Bits;

/** The nearest under filters that let through no document, one, a few, many, all. */
public class FilteredNearestTests extends LuceneTestCase {

  private static final int COUNT = 2_000;
  private static final int[] ACCEPTED = {0, 1, 2, 20, 200, 1_000, 1_800, COUNT};

  /** Documents with {@code from <= id < to}. */
  private record Range(int from, int to) implements Bits {
    @Override
    public boolean get(int id) {
      return from <= id && id < to;
    }

    @Override
    public int length() {
      return COUNT;
    }

    Query query() {
      Query range = NumericDocValuesField.newSlowRangeQuery("id", from, to - 1L);
      // One document by a term, whose cost is known, as filters in practice have it.
      return to - from == 1 ? new TermQuery(new Term("id", Integer.toString(from))) : range;
    }
  }

  public void testEverySelectivityByEveryStrategy() throws Exception {
    for (int bits : new int[] {24, 64, 128}) {
      for (int round = 0; round < 3; round++) {
        Random random = new Random(random().nextLong());
        int tables = round == 0 ? 10_000 : 1 + random.nextInt(100);
        try (CodeCorpus corpus =
            new CodeCorpus(
                random, new ByteBuffersDirectory(), bits, COUNT, CodeCorpus.codec(tables))) {
          IndexSearcher searcher = newSearcher(corpus.reader);
          for (int accepted : ACCEPTED) {
            int from = random.nextInt(COUNT - accepted + 1);
            check(corpus, searcher, new Range(from, from + accepted));
          }
        }
      }
    }
  }

  private static void check(CodeCorpus corpus, IndexSearcher searcher, Range range)
      throws IOException {
    List<byte[]> codes = corpus.query();
    List<CodeCorpus.Hit> all = corpus.scan(searcher.getIndexReader(), codes, range);
    for (int k : new int[] {1, 10, COUNT}) {
      for (Strategy strategy :
          new Strategy[] {Strategy.AUTO, Strategy.SCAN, Strategy.TABLES, Strategy.FILTER}) {
        Query query =
            new HammingKnnQuery(
                "code", corpus.bitCount, codes, k, corpus.bitCount, range.query(), null, strategy);
        HammingOracle.compare(all.subList(0, Math.min(k, all.size())), searcher, query, query);
      }
    }
    int radius = all.isEmpty() ? 3 : all.get(all.size() / 2).distance();
    for (Strategy strategy :
        new Strategy[] {Strategy.AUTO, Strategy.SCAN, Strategy.TABLES, Strategy.VERIFY}) {
      Query query =
          new BooleanQuery.Builder()
              .add(
                  new HammingRadiusQuery("code", corpus.bitCount, codes, radius, strategy),
                  BooleanClause.Occur.MUST)
              .add(range.query(), BooleanClause.Occur.FILTER)
              .build();
      List<CodeCorpus.Hit> within = all.stream().filter(hit -> hit.distance() <= radius).toList();
      HammingOracle.compare(within, searcher, query, query);
      assertEquals(within.size(), searcher.count(query));
    }
  }
}
