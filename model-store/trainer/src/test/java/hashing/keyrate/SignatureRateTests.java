package hashing.keyrate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.stream.IntStream;
import org.junit.Test;

public class SignatureRateTests {

  /** Length, H_n/n and signatures a second as computed by another program from the same model. */
  private static final double[][] TABLE = {
    {50, 0.280, 194, 3.0e4},
    {100, 0.301, 180, 1.1e4},
    {200, 0.282, 193, 1.5e3},
    {300, 0.279, 195, 227},
    {400, 0.275, 197, 34},
    {500, 0.260, 209, 4.8},
    {600, 0.198, 274, 0.52},
    {650, 0.107, 508, 0.10}
  };

  @Test
  public void testTable() {
    for (double[] row : TABLE) {
      SignatureRate rate = SignatureRate.at(FibreLink.DEFAULT, row[0]);
      assertEquals(rate.toString(), row[1], rate.minEntropy(), 0.01 * row[1]);
      assertEquals(rate.toString(), row[2], rate.groupBits(), 0.01 * row[2]);
      // printed to two digits
      double half = 0.5 * Math.pow(10, Math.floor(Math.log10(row[3])) - 1);
      assertEquals(rate.toString(), row[3], rate.perSecond(), 0.01 * row[3] + half);
      assertTrue(rate.toString(), rate.ratio() > 1e8 && rate.ratio() < 1e10);
    }
  }

  /** Finer steps: the same rate. */
  @Test
  public void testTheOptimumIsFlat() {
    double[] intensities = IntStream.range(1, 400).mapToDouble(i -> 0.0025 * i).toArray();
    double[] shares = IntStream.range(1, 250).mapToDouble(i -> 0.002 * i).toArray();
    for (double[] row : TABLE) {
      double coarse = SignatureRate.at(FibreLink.DEFAULT, row[0]).perSecond();
      double fine = SignatureRate.at(FibreLink.DEFAULT, row[0], intensities, shares).perSecond();
      assertEquals(row[0] + " km", coarse, fine, 0.01 * fine);
    }
  }

  @Test
  public void testReach() {
    assertTrue(SignatureRate.at(FibreLink.DEFAULT, 650).perSecond() > 0);
    SignatureRate far = SignatureRate.at(FibreLink.DEFAULT, 700);
    assertEquals(far.toString(), 0, far.perSecond(), 0);
    assertTrue(far.toString(), far.minEntropy() < 0);
  }
}
