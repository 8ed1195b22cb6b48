package hashing.train.math;

import static org.junit.Assert.assertEquals;

import hashing.train.data.Labels;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;

/** Sums by kinds against loops over pairs of rows. */
public class SimilarityTests {

  @Test
  public void testSumsAreThoseOfLoopsOverPairs() {
    long seed = 31;
    Random random = new Random(seed);
    int size = 60;
    int[] single = random.ints(size, 0, 5).toArray();
    int[][] sets = new int[size][];
    for (int row = 0; row < size; row++) {
      sets[row] = IntStream.range(0, 70).filter(label -> random.nextInt(40) == 0).toArray();
    }
    for (Labels labels : List.of(Labels.single(single), Labels.sets(sets, 70))) {
      SignedCodes codes = new SignedCodes(labels, 7);
      for (int row = 0; row < size; row++) {
        for (int bit = 0; bit < 7; bit++) {
          codes.set(row, bit, random.nextInt(3) - 1);
        }
      }
      check(labels, codes, Permutation.identity(size), "seed " + seed);
      check(labels, codes, new int[] {3, 59, 14, 15}, "seed " + seed);
    }
  }

  private static void check(Labels labels, SignedCodes codes, int[] some, String said) {
    Similarity similarity = codes.similarity();
    double[] counts = similarity.counts(some);
    double[][] sums = codes.sumsOfSimilar(some);
    double similar = 0;
    for (int row = 0; row < labels.size(); row++) {
      int count = 0;
      int[] sum = new int[7];
      for (int other : some) {
        boolean share = labels.share(row, labels, other);
        assertEquals(said, share, similarity.similar(row, other));
        count += share ? 1 : 0;
        for (int bit = 0; bit < 7; bit++) {
          sum[bit] += share ? codes.get(other, bit) : 0;
        }
      }
      similar += count;
      assertEquals(said, count, counts[similarity.kind(row)], 0);
      for (int bit = 0; bit < 7; bit++) {
        assertEquals(said, sum[bit], sums[similarity.kind(row)][bit], 0);
      }
    }
    double others = (double) some.length * labels.size() - similar;
    assertEquals(said, similar / others, codes.similarToDissimilar(some), 1e-12);
  }
}
