package hashing.train.eval;

import static org.junit.Assert.assertEquals;

import java.util.Random;
import org.junit.Test;

/** Compares with the mean over every order of tied items, which few items allow. */
public class TiedRankingTests {

  private static final int ITEMS = 7;

  private final TiedRanking ranking = new TiedRanking(ITEMS);

  @Test
  public void testAllOrdersOfSevenItems() {
    Random random = new Random(41);
    for (int round = 0; round < 60; round++) {
      int[] distances = new int[ITEMS];
      boolean[] relevant = new boolean[ITEMS];
      int[] all = new int[3];
      int[] hits = new int[3];
      for (int i = 0; i < ITEMS; i++) {
        distances[i] = random.nextInt(3);
        relevant[i] = random.nextBoolean();
        all[distances[i]]++;
        hits[distances[i]] += relevant[i] ? 1 : 0;
      }
      for (int cutoff = 1; cutoff <= ITEMS; cutoff++) {
        double[] expected = new double[3];
        int orders = permute(new int[ITEMS], 0, 0, distances, relevant, cutoff, expected);
        String where = "round " + round + " cutoff " + cutoff;
        assertEquals(where, expected[0] / orders, ranking.precisionSum(all, hits, cutoff), 1e-12);
        assertEquals(
            where, expected[1] / orders, ranking.averagePrecisionInside(all, hits, cutoff), 1e-12);
        assertEquals(where, expected[2] / orders, ranking.relevantInside(all, hits, cutoff), 1e-12);
      }
    }
  }

  /** Adds the figures of every order by distance; returns how many there are. */
  private static int permute(
      int[] order,
      int length,
      int used,
      int[] distances,
      boolean[] relevant,
      int cutoff,
      double[] sums) {
    if (length == ITEMS) {
      add(order, relevant, cutoff, sums);
      return 1;
    }
    int nearest = Integer.MAX_VALUE;
    for (int i = 0; i < ITEMS; i++) {
      if ((used >> i & 1) == 0) {
        nearest = Math.min(nearest, distances[i]);
      }
    }
    int orders = 0;
    for (int i = 0; i < ITEMS; i++) {
      if ((used >> i & 1) == 0 && distances[i] == nearest) {
        order[length] = i;
        orders += permute(order, length + 1, used | 1 << i, distances, relevant, cutoff, sums);
      }
    }
    return orders;
  }

  private static void add(int[] order, boolean[] relevant, int cutoff, double[] sums) {
    double precisions = 0;
    int found = 0;
    for (int i = 0; i < cutoff; i++) {
      if (relevant[order[i]]) {
        found++;
        precisions += (double) found / (i + 1);
      }
    }
    sums[0] += precisions;
    sums[1] += found == 0 ? 0 : precisions / found;
    sums[2] += found;
  }
}
