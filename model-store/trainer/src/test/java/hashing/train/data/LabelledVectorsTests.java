package hashing.train.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import java.util.Arrays;
import java.util.TreeSet;
import org.junit.Test;

public class LabelledVectorsTests {

  private final LabelledVectors data = SampleData.clusters(4, 25, 3, 0.1, 1);

  @Test
  public void testASplitHasEachRowOnce() {
    LabelledVectors.Split split = data.split(30, 5);
    assertEquals(70, split.kept().size());
    assertEquals(30, split.heldOut().size());
    TreeSet<Integer> all = new TreeSet<>();
    for (LabelledVectors part : new LabelledVectors[] {split.kept(), split.heldOut()}) {
      for (int i = 0; i < part.size(); i++) {
        assertTrue(all.add(part.origins()[i]));
        assertSame(data.rows()[part.origins()[i]], part.rows()[i]);
        assertEquals(data.labels()[part.origins()[i]], part.labels()[i]);
      }
    }
    assertEquals(100, all.size());
    assertArrayEquals(split.heldOut().origins(), data.split(30, 5).heldOut().origins());
    assertNotEquals(
        Arrays.toString(split.heldOut().origins()),
        Arrays.toString(data.split(30, 6).heldOut().origins()));
  }

  @Test
  public void testTheRestHasWhatTheOtherHasNot() {
    LabelledVectors queries = data.firstOfEachClass(2);
    assertEquals(8, queries.size());
    LabelledVectors rest = data.without(queries);
    assertEquals(92, rest.size());
    assertEquals(8, rest.origins()[0]);
    assertEquals(100, data.without(otherSource()).size());
  }

  @Test
  public void testRowsWithSetsAreTakenForTheirRareLabels() {
    int[][] sets = new int[data.size()][];
    for (int row = 0; row < sets.length; row++) {
      sets[row] = row == 5 ? new int[] {} : row % 40 == 39 ? new int[] {0, 1} : new int[] {0};
    }
    LabelledVectors several =
        new LabelledVectors(
            "sets", "s", data.input(), data.rows(), Labels.sets(sets, 3), data.origins());
    assertArrayEquals(new int[] {0, 1, 2, 39, 79}, several.firstOfEachClass(3).origins());
  }

  private LabelledVectors otherSource() {
    return new LabelledVectors("other", "1".repeat(64), data.input(), data.rows(), data.labels());
  }

  @Test
  public void testUnevenDataAreRefused() {
    InputSpec input = new InputSpec.Vector(2);
    float[][] uneven = {{1, 2}, {1}};
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new LabelledVectors("x", "s", input, uneven, new int[2]));
    assertTrue(e.getMessage(), e.getMessage().contains("row [1]"));
    float[][] rows = {{1, 2}};
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelledVectors("x", "s", input, rows, new int[2]));
    assertThrows(
        IllegalArgumentException.class,
        () -> new LabelledVectors("x", "s", input, rows, new int[] {-1}));
    assertThrows(IllegalArgumentException.class, () -> data.split(100, 1));
  }
}
