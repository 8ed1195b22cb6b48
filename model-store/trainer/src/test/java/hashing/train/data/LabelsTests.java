package hashing.train.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;

public class LabelsTests {

  private static final long SEED = 20261121L;

  static int[][] randomSets(int rows, int count, Random random) {
    return IntStream.range(0, rows)
        .mapToObj(row -> random.ints(random.nextInt(4), 0, count).distinct().toArray())
        .toArray(int[][]::new);
  }

  @Test
  public void testSharingAgainstSets() {
    Random random = new Random(SEED);
    for (int count : new int[] {1, 63, 64, 65, 200}) {
      int[][] sets = randomSets(60, count, random);
      Labels labels = Labels.sets(sets, count);
      Labels others = labels.select(new int[] {5, 9, 11});
      for (int row = 0; row < sets.length; row++) {
        Set<Integer> mine = IntStream.of(sets[row]).boxed().collect(Collectors.toSet());
        Set<Integer> common = new HashSet<>(mine);
        common.retainAll(IntStream.of(sets[9]).boxed().collect(Collectors.toSet()));
        assertEquals("seed " + SEED, !common.isEmpty(), labels.share(row, others, 1));
      }
    }
  }

  @Test
  public void testOneLabelEach() {
    Labels labels = Labels.single(new int[] {2, 0, 2});
    assertEquals(3, labels.count());
    assertTrue(labels.share(0, labels, 2));
    assertFalse(labels.share(0, labels, 1));
    assertArrayEquals(new int[] {2, 2}, labels.select(new int[] {2, 0}).ofEach());
  }

  @Test
  public void testRefusals() {
    Labels sets = Labels.sets(new int[][] {{0, 1}}, 2);
    assertThrows(IllegalArgumentException.class, sets::ofEach);
    assertThrows(IllegalArgumentException.class, () -> Labels.sets(new int[][] {{2}}, 2));
    assertThrows(IllegalArgumentException.class, () -> Labels.single(new int[] {-1}));
    assertFalse(sets.comparable(Labels.single(new int[] {0})));
    assertFalse(sets.comparable(Labels.sets(new int[][] {{0}}, 3)));
  }

  @Test
  public void testSpreadOverRowsOfSets() {
    int rows = 100;
    LabelledVectors data =
        new LabelledVectors(
            "x",
            "0".repeat(64),
            new InputSpec.Vector(1),
            new float[rows][1],
            Labels.sets(randomSets(rows, 5, new Random(SEED)), 5),
            IntStream.range(0, rows).toArray());
    assertArrayEquals(new int[] {0, 25, 50, 75}, data.spread(4).origins());
    assertEquals(rows, data.spread(1000).size());
  }
}
