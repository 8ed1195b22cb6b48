package hashing.index;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class TableWidthsTests {

  private static final long SEED = 20260119;

  @Test
  public void usualSizes() {
    assertArrayEquals(new int[] {22, 21, 21}, TableWidths.choose(64, 1_000_000, -1));
    assertEquals(13, TableWidths.choose(256, 1_000_000, -1).length);
    assertEquals(6, TableWidths.choose(128, 1_000_000, -1).length);
    // 22 bits at most: three tables where log2 n would have two.
    assertEquals(3, TableWidths.choose(64, 200_000_000, -1).length);
    // 16 tables at most: bits are left out.
    assertEquals(16, TableWidths.choose(1000, 1_000_000, -1).length);
    assertEquals(320, Arrays.stream(TableWidths.choose(1000, 1_000_000, -1)).sum());
  }

  @Test
  public void limitsHold() {
    Random random = new Random(SEED);
    for (int run = 0; run < 20_000; run++) {
      int bits = 1 + random.nextInt(run % 2 == 0 ? 300 : 16384);
      int ordinals = 1 + random.nextInt(1 << (1 + random.nextInt(29)));
      int distance = random.nextInt(3) == 0 ? -1 : random.nextInt(bits + 1);
      int[] widths = TableWidths.choose(bits, ordinals, distance);
      assertTrue(widths.length >= 1 && widths.length <= 16);
      for (int width : widths) {
        assertTrue(width >= 1 && width <= 22);
      }
      int total = Arrays.stream(widths).sum();
      assertTrue(total <= bits);
      assertTrue("bits left out although there is room", total == bits || widths.length == 16);
    }
  }

  @Test
  public void costByHand() {
    // Thresholds 1, 0, 0 for distance 3: V(4,1) = 5, V(4,0) = 1; buckets of 160 / 16 = 10 codes.
    assertEquals((5 + 1 + 1) * (20 + 4 * 10.0), TableWidths.cost(new int[] {4, 4, 4}, 160, 3), 0);
    // Distance 1: thresholds 0, 0, -1; the last table is not touched.
    assertEquals((1 + 1) * (20 + 4 * 10.0), TableWidths.cost(new int[] {4, 4, 4}, 160, 1), 0);
  }

  @Test
  public void targetDistanceNeverCostsMore() {
    int changed = 0;
    for (int distance = 0; distance < 40; distance++) {
      int[] plain = TableWidths.choose(128, 1_000_000, -1);
      int[] aimed = TableWidths.choose(128, 1_000_000, distance);
      double saved =
          TableWidths.cost(plain, 1_000_000, distance)
              - TableWidths.cost(aimed, 1_000_000, distance);
      assertTrue(saved >= 0);
      changed += saved > 0 ? 1 : 0;
    }
    assertTrue(changed > 0);
  }
}
