package hashing.train.eval;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import hashing.train.data.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class RetrievalEvaluatorTests {

  private static final int CUTOFF = 50;

  /** One relevant item first, two others behind it, two more relevant ones beyond the cut-off. */
  @Test
  public void testConventionsDifferOnOneHitInThree() {
    CodedItems database =
        items("db", 8, new int[] {0x00, 0x01, 0x03, 0x07, 0x0F}, new int[] {1, 2, 2, 1, 1});
    CodedItems query = items("q", 8, new int[] {0x00}, new int[] {1});
    RetrievalMetrics metrics = new RetrievalEvaluator(List.of(3)).evaluate(query, database);
    assertEquals(1.0, metrics.mapHash().get(3), 1e-12);
    assertEquals(1.0 / 3, metrics.mapIr().get(3), 1e-12);
    assertEquals(1.0 / 3, metrics.precision().get(3), 1e-12);
    assertEquals((1 + 2.0 / 4 + 3.0 / 5) / 3, metrics.map(), 1e-12);
    assertEquals(1.0 / 3, metrics.precisionInRadius(), 1e-12);
  }

  @Test
  public void testAgainstAThousandRandomOrders() {
    Random random = new Random(2025);
    for (int bitCount : new int[] {6, 70}) {
      CodedItems database = random("db", 200, bitCount, random);
      CodedItems queries = random("q", 20, bitCount, random);
      assertMeansOfRandomOrders(queries, database, random);
      assertMeansOfRandomOrders(severalLabels(queries), severalLabels(database), random);
    }
  }

  @Test
  public void testLabelsThatCannotBeComparedAreRefused() {
    CodedItems items = random("db", 20, 8, new Random(1));
    CodedItems several = severalLabels(random("q", 2, 8, new Random(2)));
    RetrievalEvaluator evaluator = new RetrievalEvaluator(List.of());
    assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(several, items));
  }

  /** A second label beside the first. */
  private static CodedItems severalLabels(CodedItems items) {
    int[][] sets = new int[items.size()][];
    for (int i = 0; i < sets.length; i++) {
      sets[i] = new int[] {items.labels().of(i)[0], 4 + i % 7};
    }
    Labels labels = Labels.sets(sets, 11);
    return new CodedItems(items.source(), items.bitCount(), items.codes(), labels, items.origins());
  }

  private static void assertMeansOfRandomOrders(
      CodedItems queries, CodedItems database, Random random) {
    RetrievalMetrics metrics = new RetrievalEvaluator(List.of(CUTOFF)).evaluate(queries, database);
    double[] sums = new double[4];
    for (int query = 0; query < queries.size(); query++) {
      for (int order = 0; order < 1000; order++) {
        addRandomOrder(queries, query, database, random, sums);
      }
    }
    double runs = queries.size() * 1000.0;
    assertEquals(sums[0] / runs, metrics.map(), 0.002);
    assertEquals(sums[1] / runs, metrics.mapHash().get(CUTOFF), 0.002);
    assertEquals(sums[2] / runs, metrics.mapIr().get(CUTOFF), 0.002);
    assertEquals(sums[3] / runs, metrics.precision().get(CUTOFF), 0.002);
  }

  private static void addRandomOrder(
      CodedItems queries, int query, CodedItems database, Random random, double[] sums) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < database.size(); i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    byte[] code = queries.codes()[query];
    order.sort(Comparator.comparingInt(i -> Codes.distance(code, database.codes()[i])));
    double precisions = 0;
    int found = 0;
    double inside = 0;
    int foundInside = 0;
    for (int i = 0; i < order.size(); i++) {
      if (database.labels().share(order.get(i), queries.labels(), query)) {
        found++;
        precisions += (double) found / (i + 1);
      }
      if (i + 1 == CUTOFF) {
        inside = precisions;
        foundInside = found;
      }
    }
    sums[0] += precisions / found;
    sums[1] += foundInside == 0 ? 0 : inside / foundInside;
    sums[2] += inside / Math.min(CUTOFF, found);
    sums[3] += (double) foundInside / CUTOFF;
  }

  @Test
  public void testEmptyBallsCountZero() {
    CodedItems database = items("db", 8, new int[] {0x03, 0x00}, new int[] {1, 0});
    CodedItems queries = items("q", 8, new int[] {0x00, 0xFF}, new int[] {1, 1});
    RetrievalMetrics metrics = new RetrievalEvaluator(List.of(1)).evaluate(queries, database);
    assertEquals(0.5, metrics.emptyBallRate(), 0);
    assertEquals(0.25, metrics.precisionInRadius(), 0);
  }

  @Test
  public void testQueriesWithoutRelevantItemsCountZero() {
    CodedItems database = items("db", 8, new int[] {0x00}, new int[] {1});
    CodedItems queries = items("q", 8, new int[] {0x00, 0x00}, new int[] {1, 9});
    RetrievalMetrics metrics = new RetrievalEvaluator(List.of(1)).evaluate(queries, database);
    assertEquals(1, metrics.queriesWithoutRelevant());
    assertEquals(0.5, metrics.map(), 0);
    assertEquals(0.5, metrics.mapHash().get(1), 0);
  }

  @Test
  public void testBitBalance() {
    CodedItems database = items("db", 2, new int[] {0x80, 0x80, 0x40, 0x40}, new int[4]);
    CodedItems constant = items("db", 2, new int[] {0x80, 0x80, 0x80, 0xC0}, new int[4]);
    CodedItems query = items("q", 2, new int[] {0x00}, new int[1]);
    RetrievalEvaluator evaluator = new RetrievalEvaluator(List.of());
    assertEquals(1, evaluator.evaluate(query, database).bitBalance(), 0);
    assertEquals((0 + 0.5) / 2, evaluator.evaluate(query, constant).bitBalance(), 1e-12);
  }

  @Test
  public void testAQueryInTheDatabaseIsRefusedUnlessAskedFor() {
    CodedItems items = random("same", 10, 16, new Random(4));
    RetrievalEvaluator evaluator = new RetrievalEvaluator(List.of(1));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(items, items));
    assertTrue(e.getMessage(), e.getMessage().contains("same"));
    RetrievalMetrics metrics =
        evaluator.evaluate(items, items, RetrievalEvaluator.Overlap.ALLOWED, done -> {});
    assertEquals(0, metrics.emptyBallRate(), 0);
  }

  @Test
  public void testBadArgumentsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RetrievalEvaluator(List.of(0)));
    CodedItems eight = random("a", 3, 8, new Random(4));
    CodedItems sixteen = random("b", 3, 16, new Random(4));
    RetrievalEvaluator evaluator = new RetrievalEvaluator(List.of(1));
    assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(eight, sixteen));
  }

  private static CodedItems items(String source, int bitCount, int[] codes, int[] labels) {
    byte[][] packed = new byte[codes.length][];
    for (int i = 0; i < codes.length; i++) {
      packed[i] = new byte[] {(byte) codes[i]};
    }
    return new CodedItems(source, bitCount, packed, labels, numbers(codes.length));
  }

  /** Codes near to their class's, so that a ranking is neither chance nor perfect. */
  private static CodedItems random(String source, int size, int bitCount, Random random) {
    byte[][] codes = new byte[size][Codes.byteLength(bitCount)];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % 4;
      for (int bit = 0; bit < bitCount; bit++) {
        boolean ofClass = ((bit * 7 + labels[i] * 5) % 11) < 5;
        if (ofClass != (random.nextInt(4) == 0)) {
          Codes.set(codes[i], bit);
        }
      }
    }
    return new CodedItems(source, bitCount, codes, labels, numbers(size));
  }

  private static int[] numbers(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
