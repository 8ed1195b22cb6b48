package hashing.train.math;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.train.data.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.Test;

public class HashCentresTests {

  @Test
  public void testHadamardCentresForFewClassesHaveFewEqualColumns() {
    boolean[][] centres = HashCentres.choose(10, 32, new Random(1));
    Set<List<Boolean>> columns = new HashSet<>();
    for (int bit = 0; bit < 32; bit++) {
      List<Boolean> column = new ArrayList<>();
      for (boolean[] centre : centres) {
        column.add(centre[bit]);
      }
      columns.add(column);
    }
    assertEquals(32, columns.size());
    for (int a = 0; a < 10; a++) {
      for (int b = 0; b < a; b++) {
        assertEquals(16, distance(centres[a], centres[b]));
      }
    }
  }

  @Test
  public void testHadamardCentresAreHalfOfTheBitsApart() {
    for (int bits : new int[] {8, 16, 64}) {
      boolean[][] centres = HashCentres.choose(bits, bits, new Random(1));
      for (int a = 0; a < bits; a++) {
        for (int b = 0; b < a; b++) {
          assertEquals(bits / 2, distance(centres[a], centres[b]));
        }
      }
    }
    boolean[][] doubled = HashCentres.choose(16, 8, new Random(1));
    assertEquals(8, distance(doubled[0], doubled[8]));
  }

  @Test
  public void testRandomCentresAreAQuarterOfTheBitsApart() {
    for (long seed = 1; seed <= 20; seed++) {
      boolean[][] centres = HashCentres.choose(10, 48, new Random(seed));
      for (int a = 0; a < 10; a++) {
        int ones = 0;
        for (boolean bit : centres[a]) {
          ones += bit ? 1 : 0;
        }
        assertEquals(24, ones);
        for (int b = 0; b < a; b++) {
          assertTrue(distance(centres[a], centres[b]) >= 12);
        }
      }
    }
  }

  @Test
  public void testCentresOfSeveralClassesAreTheirMajority() {
    Random random = new Random(1);
    boolean[][] centres = {{true, true, false}, {true, false, false}, {false, true, false}};
    Labels labels = Labels.sets(new int[][] {{1}, {0, 1, 2}, {0, 1}, {}, {1, 0}}, 3);
    boolean[][] ofRows = HashCentres.ofRows(labels, centres, random);
    assertArrayEquals(centres[1], ofRows[0]);
    assertArrayEquals(new boolean[] {true, true, false}, ofRows[1]);
    assertTrue(ofRows[2][0]);
    assertFalse(ofRows[2][2]);
    // A tie has one answer, and so has a row without classes.
    assertEquals(ofRows[3][1], ofRows[2][1]);
    assertArrayEquals(ofRows[2], ofRows[4]);
  }

  @Test
  public void testTooManyCentresAreRefused() {
    Random random = new Random(1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> HashCentres.choose(100, 6, random));
    assertTrue(e.getMessage(), e.getMessage().contains("[bits] is [6]"));
  }

  private static int distance(boolean[] a, boolean[] b) {
    int distance = 0;
    for (int bit = 0; bit < a.length; bit++) {
      distance += a[bit] == b[bit] ? 0 : 1;
    }
    return distance;
  }
}
