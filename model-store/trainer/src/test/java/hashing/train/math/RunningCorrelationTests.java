package hashing.train.math;

import static org.junit.Assert.assertEquals;

import java.util.Random;
import org.junit.Test;

public class RunningCorrelationTests {

  @Test
  public void testABatchMovesTheAverageByItsShare() {
    long seed = 21;
    Random random = new Random(seed);
    RunningCorrelation running = new RunningCorrelation(3, 0.25);
    double expected = 0;
    for (int batch = 0; batch < 10; batch++) {
      double[][] rows = new double[20][3];
      for (double[] row : rows) {
        row[0] = random.nextGaussian();
        row[1] = random.nextGaussian() - row[0];
        row[2] = 7;
      }
      running.observe(rows);
      expected += 0.25 * (pearson(rows, 0, 1) - expected);
      assertEquals("seed " + seed, expected, running.of(1, 0), 1e-9);
      assertEquals(running.of(1, 0), running.of(0, 1), 0);
      assertEquals("a column that does not vary", 0, running.of(2, 0), 0);
    }
  }

  private static double pearson(double[][] rows, int a, int b) {
    double meanA = 0;
    double meanB = 0;
    for (double[] row : rows) {
      meanA += row[a] / rows.length;
      meanB += row[b] / rows.length;
    }
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (double[] row : rows) {
      product += (row[a] - meanA) * (row[b] - meanB);
      squaresA += (row[a] - meanA) * (row[a] - meanA);
      squaresB += (row[b] - meanB) * (row[b] - meanB);
    }
    return product / Math.sqrt(squaresA * squaresB);
  }
}
