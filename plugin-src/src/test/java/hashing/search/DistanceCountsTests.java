package hashing.search;

import hashing.code.Codes;
import java.io.IOException;
import java.util.Random;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Counts of whole segments against a look at each document. */
public class DistanceCountsTests extends LuceneTestCase {

  public void testAgainstScan() throws IOException {
    int counted = 0;
    for (int bits : new int[] {1, 8, 63, 64, 65, 256, 1000}) {
      for (int round = 0; round < 6; round++) {
        Integer tables = random().nextInt(4) == 0 ? null : 1 + random().nextInt(50);
        Random seeded = new Random(random().nextLong());
        int count = 1 + random().nextInt(900);
        try (CodeCorpus corpus =
            new CodeCorpus(seeded, newDirectory(), bits, count, CodeCorpus.codec(tables))) {
          for (LeafReaderContext leaf : corpus.reader.leaves()) {
            counted += check(corpus, leaf) ? 1 : 0;
          }
        }
      }
    }
    assertTrue("segments counted: " + counted, counted > 10);
  }

  private static boolean check(CodeCorpus corpus, LeafReaderContext leaf) throws IOException {
    LeafCodes codes = LeafCodes.of(leaf.reader(), "code");
    if (codes == null) {
      return false;
    }
    byte[] from = corpus.query().getFirst();
    int max = random().nextInt(corpus.bitCount + 1);
    int[] checks = {0};
    long[] counts = DistanceCounts.of(codes, "code", corpus.bitCount, from, max, () -> checks[0]++);
    assertEquals(codes.fast() == null || codes.liveDocs() != null, counts == null);
    if (counts == null) {
      return false;
    }
    long[] expected = new long[max + 1];
    NumericDocValues ids = leaf.reader().getNumericDocValues("id");
    for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
      assertTrue(ids.advanceExact(doc));
      byte[] code = corpus.codes.get((int) ids.longValue());
      int distance = code == null ? Integer.MAX_VALUE : Codes.distance(code, from);
      if (distance <= max) {
        expected[distance]++;
      }
    }
    assertArrayEquals(expected, counts);
    assertTrue(checks[0] > 0);
    return true;
  }
}
