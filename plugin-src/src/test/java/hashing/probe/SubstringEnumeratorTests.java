package hashing.probe;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** Against all values of a substring. */
public class SubstringEnumeratorTests {

  @Test
  public void givesEachValueOnceAtItsDistance() {
    Random random = new Random(20262);
    for (int bits = 1; bits <= 14; bits++) {
      SubstringEnumerator values = new SubstringEnumerator(bits);
      int centre = random.nextInt(1 << bits);
      for (int distance = 0; distance <= bits + 1; distance++) {
        List<Integer> expected = new ArrayList<>();
        for (int difference = 0; difference < 1 << bits; difference++) {
          if (Integer.bitCount(difference) == distance) {
            expected.add(centre ^ difference);
          }
        }
        List<Integer> found = new ArrayList<>();
        values.start(centre, distance);
        while (values.next()) {
          found.add(values.value());
        }
        assertEquals(bits + " bits at " + distance, expected, found);
        assertFalse(values.next());
        values.start(centre, distance);
        int[] some = new int[7];
        for (int i = 0; i < expected.size(); i += some.length) {
          int count = values.next(some);
          List<Integer> part = Arrays.stream(some, 0, count).boxed().toList();
          assertEquals(expected.subList(i, Math.min(i + some.length, expected.size())), part);
        }
        assertEquals(0, values.next(some));
        assertEquals(expected.size(), SubstringEnumerator.count(bits, distance), 0);
      }
    }
  }

  @Test
  public void reachesTheWidestSubstring() {
    SubstringEnumerator values = new SubstringEnumerator(30);
    for (int distance : new int[] {0, 1, 2, 28, 29, 30}) {
      int count = 0;
      values.start(12345, distance);
      while (values.next()) {
        assertEquals(distance, Integer.bitCount(values.value() ^ 12345));
        assertTrue(values.value() >>> 30 == 0);
        count++;
      }
      assertEquals(SubstringEnumerator.count(30, distance), count, 0);
    }
  }

  @Test
  public void refusesOtherWidths() {
    assertThrows(IllegalArgumentException.class, () -> new SubstringEnumerator(0));
    assertThrows(IllegalArgumentException.class, () -> new SubstringEnumerator(31));
    assertThrows(IllegalArgumentException.class, () -> new SubstringEnumerator(4).start(0, -1));
  }
}
