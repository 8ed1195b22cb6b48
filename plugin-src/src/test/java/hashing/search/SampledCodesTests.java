package hashing.search;

import hashing.search.SampledCodes.Drawn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Samples and nearest distances, against a scan over all codes. */
public class SampledCodesTests extends LuceneTestCase {

  private static CodeCorpus corpus(int bits, int count) throws Exception {
    Integer tables = random().nextBoolean() ? (Integer) 50 : null;
    return new CodeCorpus(
        new Random(random().nextLong()),
        new ByteBuffersDirectory(),
        bits,
        count,
        CodeCorpus.codec(tables));
  }

  private static List<String> texts(List<Drawn> drawn) {
    return drawn.stream().map(one -> Arrays.toString(one.code())).sorted().toList();
  }

  public void testAWholeSampleHasEveryLiveCode() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (CodeCorpus corpus = corpus(1 + random().nextInt(100), 200)) {
        List<byte[]> any = List.of(corpus.uniform());
        int live = corpus.scan(corpus.reader, any, null).size();
        SampledCodes all =
            SampledCodes.draw(new IndexSearcher(corpus.reader), "code", null, 1000, 7);
        assertEquals(live, all.documents());
        assertEquals(live, all.drawn().size());
        SampledCodes some =
            SampledCodes.draw(new IndexSearcher(corpus.reader), "code", null, 50, 7);
        assertEquals(live, some.documents());
        assertEquals(texts(SampledCodes.least(all.drawn(), 50)), texts(some.drawn()));
        List<String> rest = new ArrayList<>(texts(all.drawn()));
        for (String code : texts(some.drawn())) {
          assertTrue(code, rest.remove(code));
        }
      }
    }
  }

  /** Each document is as likely as any other, wherever it is. */
  public void testSampleIsUniform() throws Exception {
    try (CodeCorpus corpus = corpus(64, 300)) {
      Map<Long, Integer> numbers = new HashMap<>();
      SampledCodes all = SampledCodes.draw(new IndexSearcher(corpus.reader), "code", null, 300, 0);
      if (all.documents() < 50) {
        return; // nearly all were deleted
      }
      int low = 0;
      int rounds = 400;
      for (int seed = 0; seed < rounds; seed++) {
        for (Drawn one :
            SampledCodes.draw(new IndexSearcher(corpus.reader), "code", null, 20, seed).drawn()) {
          numbers.merge(one.number(), 1, Integer::sum);
          low += Arrays.equals(one.code(), all.drawn().getFirst().code()) ? 1 : 0;
        }
      }
      long equal =
          all.drawn().stream()
              .filter(one -> Arrays.equals(one.code(), all.drawn().getFirst().code()))
              .count();
      double expected = rounds * 20.0 * equal / all.documents();
      assertEquals(expected, low, 6 * Math.sqrt(expected) + 3);
      assertTrue(numbers.size() > rounds * 19);
    }
  }

  public void testNearestDistancesAreThoseOfAScan() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (CodeCorpus corpus = corpus(1 + random().nextInt(300), 200)) {
        List<byte[]> codes = List.of(corpus.uniform(), corpus.uniform(), corpus.centres.getFirst());
        IndexSearcher searcher = new IndexSearcher(corpus.reader);
        int[][] found = NearestDistances.of(searcher, "code", corpus.bitCount, null, codes, 3);
        for (int i = 0; i < codes.size(); i++) {
          List<CodeCorpus.Hit> hits = corpus.scan(corpus.reader, List.of(codes.get(i)), null);
          for (int k = 0; k < 3; k++) {
            int expected = k < hits.size() ? hits.get(k).distance() : Integer.MAX_VALUE;
            assertEquals(expected, found[i][k]);
          }
        }
      }
    }
  }

  public void testStops() throws Exception {
    try (CodeCorpus corpus = corpus(64, 300)) {
      IndexSearcher searcher = new IndexSearcher(corpus.reader);
      searcher.setTimeout(() -> true);
      List<byte[]> codes = List.of(corpus.uniform());
      expectThrows(
          SearchStoppedException.class,
          () -> NearestDistances.of(searcher, "code", 64, null, codes, 2));
      if (!corpus.scan(corpus.reader, codes, null).isEmpty()) {
        expectThrows(
            SearchStoppedException.class, () -> SampledCodes.draw(searcher, "code", null, 10, 0));
      }
    }
  }

  public void testNoSuchField() throws Exception {
    try (CodeCorpus corpus = corpus(64, 30)) {
      SampledCodes none =
          SampledCodes.draw(new IndexSearcher(corpus.reader), "nothing", null, 10, 0);
      assertEquals(0, none.documents());
      assertEquals(List.of(), none.drawn());
    }
  }
}
