package hashing.train.math;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Random;
import org.junit.Test;

public class BinaryQuadraticProgramTests {

  @Test
  public void testValueOfACaseWorkedByHand() {
    BinaryQuadraticProgram program =
        new BinaryQuadraticProgram(new double[][] {{0, 2}, {3, 0}}, new double[] {1, -4});
    assertEquals(5 - 3, program.value(new byte[] {1, 1}), 0);
    assertEquals(-5 + 5, program.value(new byte[] {1, -1}), 0);
  }

  @Test
  public void testDescentEndsWhereNoFlipHelps() {
    Random random = new Random(3);
    for (int run = 0; run < 200; run++) {
      BinaryQuadraticProgram program = random(1 + random.nextInt(12), random);
      byte[] start = signs(random.nextInt(1 << program.linear().length), program);
      byte[] found = program.descend(start);
      double value = program.value(found);
      assertTrue(value <= program.value(start) + 1e-9);
      for (int i = 0; i < found.length; i++) {
        byte[] flipped = found.clone();
        flipped[i] = (byte) -flipped[i];
        assertTrue("run " + run, program.value(flipped) >= value - 1e-9);
      }
    }
  }

  @Test
  public void testClusterIsBalancedAndNearTheBestBalancedChoice() {
    Random random = new Random(4);
    double gaps = 0;
    for (int run = 0; run < 100; run++) {
      BinaryQuadraticProgram program = random(9, random);
      byte[] found = program.cluster();
      assertEquals("half of ten with the extra entry", 4, ones(found));
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      double sum = 0;
      int balanced = 0;
      for (int mask = 0; mask < 1 << 9; mask++) {
        byte[] b = signs(mask, program);
        if (ones(b) == 4) {
          least = Math.min(least, program.value(b));
          most = Math.max(most, program.value(b));
          sum += program.value(b);
          balanced++;
        }
      }
      assertTrue("run " + run, program.value(found) < sum / balanced);
      gaps += (program.value(found) - least) / (most - least);
    }
    System.out.printf("mean gap of the clusters to the balanced optimum %.3f%n", gaps / 100);
    assertTrue("mean gap " + gaps / 100, gaps / 100 < 0.15);
  }

  private static BinaryQuadraticProgram random(int n, Random random) {
    double[][] quadratic = new double[n][n];
    double[] linear = new double[n];
    for (int i = 0; i < n; i++) {
      linear[i] = random.nextGaussian();
      for (int j = 0; j < i; j++) {
        quadratic[i][j] = random.nextGaussian();
        quadratic[j][i] = quadratic[i][j];
      }
    }
    return new BinaryQuadraticProgram(quadratic, linear);
  }

  private static byte[] signs(int mask, BinaryQuadraticProgram program) {
    byte[] b = new byte[program.linear().length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) ((mask >>> i & 1) == 0 ? -1 : 1);
    }
    return b;
  }

  private static int ones(byte[] b) {
    int ones = 0;
    for (byte value : b) {
      ones += value > 0 ? 1 : 0;
    }
    return ones;
  }
}
