package hashing.train.eval;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

/** Figures of codes against loops over bits and items. */
public class CodeFiguresTests {

  private static CodedItems items(int count, int bits, long seed) {
    Random random = new Random(seed);
    byte[][] codes = new byte[count][(bits + 7) / 8];
    int[] labels = new int[count];
    int[] origins = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(3);
      origins[i] = i;
      for (int bit = 0; bit < bits; bit++) {
        if (random.nextInt(4) < (bit + labels[i]) % 4) { // uneven, and like others of the label
          Codes.set(codes[i], bit);
        }
      }
    }
    return new CodedItems("seed " + seed, bits, codes, labels, origins);
  }

  @Test
  public void testBitCorrelationAndDistinctCodes() {
    CodedItems items = items(130, 11, 5);
    double sum = 0;
    for (int a = 0; a < 11; a++) {
      for (int b = 0; b < a; b++) {
        sum += Math.abs(correlation(items, a, b));
      }
    }
    assertEquals(sum / 55, CodeStatistics.of(items).bitCorrelation(), 1e-12);
    byte[][] two = {{0}, {1}, {0}};
    CodedItems constant = new CodedItems("c", 8, two, new int[3], new int[] {0, 1, 2});
    assertEquals(2, CodeStatistics.of(constant).distinctCodes());
    assertEquals(1, CodeStatistics.of(constant).bitCorrelation(), 0);
  }

  /** From the definition; bit 0, which is mostly unset, has both values with this seed. */
  private static double correlation(CodedItems items, int a, int b) {
    double meanA =
        Arrays.stream(items.codes()).mapToDouble(code -> bit(code, a)).average().orElse(0);
    double meanB =
        Arrays.stream(items.codes()).mapToDouble(code -> bit(code, b)).average().orElse(0);
    double product = 0;
    double squareA = 0;
    double squareB = 0;
    for (byte[] code : items.codes()) {
      product += (bit(code, a) - meanA) * (bit(code, b) - meanB);
      squareA += Math.pow(bit(code, a) - meanA, 2);
      squareB += Math.pow(bit(code, b) - meanB, 2);
    }
    return product / Math.sqrt(squareA * squareB);
  }

  private static int bit(byte[] code, int bit) {
    return Codes.get(code, bit) ? 1 : 0;
  }

  @Test
  public void testPrecisionAndRecallByRadius() {
    CodedItems queries = items(20, 20, 6);
    CodedItems database = items(200, 20, 7);
    for (PrecisionRecall.Point point : PrecisionRecall.of(queries, database).points()) {
      double met = 0;
      double found = 0;
      double total = 0;
      for (int q = 0; q < 20; q++) {
        for (int i = 0; i < 200; i++) {
          boolean inside = distance(queries, q, database, i, 0, 20) <= point.radius();
          boolean relevant = queries.labels().of(q)[0] == database.labels().of(i)[0];
          met += inside ? 1 : 0;
          found += inside && relevant ? 1 : 0;
          total += relevant ? 1 : 0;
        }
      }
      assertEquals(found / met, point.precision(), 1e-12);
      assertEquals(found / total, point.recall(), 1e-12);
    }
  }

  private static int distance(CodedItems a, int i, CodedItems b, int j, int from, int to) {
    int distance = 0;
    for (int bit = from; bit < to; bit++) {
      distance += bit(a.codes()[i], bit) ^ bit(b.codes()[j], bit);
    }
    return distance;
  }

  @Test
  public void testCandidatesOfAMultiIndex() {
    int[][] shells = {{3}, {2, 1}, {1, 1, 1}, {1, 1, 1, 0}};
    for (int tables = 1; tables <= 4; tables++) {
      int bits = 16 * tables;
      CodedItems queries = items(15, bits, 8);
      CodedItems database = items(300, bits, 9);
      long met = 0;
      long within = 0;
      for (int q = 0; q < 15; q++) {
        for (int i = 0; i < 300; i++) {
          boolean candidate = false;
          for (int table = 0; table < tables; table++) {
            candidate |=
                distance(queries, q, database, i, 16 * table, 16 * table + 16)
                    < shells[tables - 1][table];
          }
          met += candidate ? 1 : 0;
          boolean near = distance(queries, q, database, i, 0, bits) <= 2;
          within += near ? 1 : 0;
          assertTrue("a near item is met", candidate || !near);
        }
      }
      SearchCost cost = SearchCost.of(queries, database);
      assertEquals(met / 15.0, cost.withinRadius(), 1e-12);
      assertTrue(cost.withinRadius() >= within / 15.0);
      assertTrue("the ten nearest are met", cost.nearest() >= 10);
    }
  }
}
