package hashing.probe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

/** Complete for every code of 10 to 12 bits, and as cheap as any other choice. */
public class SubstringThresholdsTests {

  /** Widths of substrings, which cover all bits, or leave some out. */
  private static final int[][] WIDTHS = {
    {10}, {5, 5}, {12}, {6, 6}, {4, 4, 4}, {3, 3, 3, 3}, {5, 4, 3}, {1, 2, 3, 4}, {4, 3}, {2, 2, 2}
  };

  private static final int BITS = 12;

  @Test
  public void missesNoCodeWithinTheRadius() {
    Random random = new Random(20263);
    for (int[] widths : WIDTHS) {
      for (int radius = 0; radius <= BITS; radius++) {
        SubstringThresholds allocated = SubstringThresholds.allocate(costs(random, widths), radius);
        if (allocated.nanos() == Double.POSITIVE_INFINITY) {
          assertTrue("the substrings reach " + radius, radius + 1 > Arrays.stream(widths).sum());
          continue;
        }
        int[] thresholds = allocated.values();
        assertEquals(radius - widths.length + 1, Arrays.stream(thresholds).sum());
        for (int code = 0; code < 1 << BITS; code++) {
          if (Integer.bitCount(code) <= radius) {
            check(code, widths, thresholds);
          }
        }
      }
    }
  }

  /** Some table holds the code, and the next one on the ring lets it through. */
  private static void check(int code, int[] widths, int[] thresholds) {
    int[] distances = new int[widths.length];
    int rest = code;
    for (int i = 0; i < widths.length; i++) {
      distances[i] = Integer.bitCount(rest & ((1 << widths[i]) - 1));
      rest >>>= widths[i];
    }
    boolean found = false;
    for (int i = 0; i < widths.length; i++) {
      int next = (i + 1) % widths.length;
      found |=
          distances[i] <= thresholds[i]
              && (widths.length == 1
                  || distances[i] + distances[next] <= thresholds[i] + thresholds[next] + 1);
    }
    assertTrue(Arrays.toString(distances) + " missed by " + Arrays.toString(thresholds), found);
  }

  private static double[][] costs(Random random, int[] widths) {
    int size = 50;
    SubstringHistogram[] histograms = new SubstringHistogram[widths.length];
    for (int i = 0; i < widths.length; i++) {
      int[] counts = new int[widths[i] + 1];
      int[] near = new int[widths[i] + 1];
      for (int j = 0; j < size; j++) {
        int distance = random.nextInt(widths[i] + 1);
        counts[distance]++;
        near[distance] += random.nextInt(2);
      }
      histograms[i] = new SubstringHistogram(counts, near);
    }
    return SubstringThresholds.shellCosts(widths, histograms, size, 1000, 1L << 20, d -> 1);
  }

  @Test
  public void noOtherChoiceIsCheaper() {
    Random random = new Random(20264);
    for (int[] widths : WIDTHS) {
      double[][] costs = costs(random, widths);
      for (int radius = 0; radius <= BITS; radius++) {
        double least = cheapest(costs, 0, radius + 1);
        assertEquals(least, SubstringThresholds.allocate(costs, radius).nanos(), 1e-6);
      }
    }
  }

  /** All ways to visit a number of shells, the nearest ones of each table first. */
  private static double cheapest(double[][] costs, int table, int shells) {
    if (table == costs.length) {
      return shells == 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double best = Double.POSITIVE_INFINITY;
    double own = 0;
    for (int i = 0; i <= Math.min(shells, costs[table].length); i++) {
      if (i > 0) {
        own += costs[table][i - 1];
      }
      best = Math.min(best, own + cheapest(costs, table + 1, shells - i));
    }
    return best;
  }

  @Test
  public void withoutASampleCodesCountAsUniform() {
    double[][] costs =
        SubstringThresholds.shellCosts(
            new int[] {3}, new SubstringHistogram[1], 0, 800, 1L << 30, d -> 3);
    assertEquals(ProbeCosts.probe(1, 100, 1, 1L << 30), costs[0][0], 1e-9);
    assertEquals(ProbeCosts.probe(3, 300, 1, 1L << 30), costs[0][1], 1e-9);
  }

  @Test
  public void beyondTheHistogramCodesCountAsUniform() {
    SubstringHistogram[] histograms = {
      new SubstringHistogram(new int[] {50}, new int[] {20}),
      new SubstringHistogram(new int[] {0, 100}, new int[] {0, 0})
    };
    double[][] costs =
        SubstringThresholds.shellCosts(new int[] {4, 4}, histograms, 100, 800, 0, d -> 1 - d);
    assertEquals(
        ProbeCosts.probe(1, 800 * (50 + 1 / 16.0) / 101, (20 + 5 / 16.0) / 51, 0),
        costs[0][0],
        1e-9);
    assertEquals(ProbeCosts.probe(4, 200, 1 / 16.0, 0), costs[0][1], 1e-9);
    assertEquals(
        ProbeCosts.probe(4, 800 * (100 + 0.25) / 101, 1 / 16.0 / 101, 0), costs[1][1], 1e-9);
  }
}
