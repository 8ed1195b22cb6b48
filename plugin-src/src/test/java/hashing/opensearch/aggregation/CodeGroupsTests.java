package hashing.opensearch.aggregation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import hashing.join.JoinContext;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.Test;

/** Groups of codes, against a search from code to code that compares bit by bit. */
public class CodeGroupsTests {
  private static final int[] BITS = {1, 8, 12, 63, 64, 65, 128, 256, 1000, 1100};
  private static final int MAX_SECONDS = 60;

  private final Random random = new Random(20264);

  /** Distinct codes near a few centres, chains among them, in ascending order. */
  private byte[][] codes(int bits, int size, int centers, int flips) {
    TreeSet<byte[]> codes = new TreeSet<>(Arrays::compareUnsigned);
    byte[][] from = new byte[centers][Codes.byteLength(bits)];
    for (byte[] center : from) {
      for (int bit = 0; bit < bits; bit++) {
        if (random.nextBoolean()) {
          Codes.set(center, bit);
        }
      }
    }
    for (int i = 0; i < size; i++) {
      int center = random.nextInt(centers);
      byte[] code = from[center].clone();
      for (int flip = random.nextInt(flips + 1); flip > 0; flip--) {
        int bit = random.nextInt(bits);
        code[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
      }
      codes.add(code);
      if (random.nextInt(4) == 0) {
        from[center] = code; // drifts on
      }
    }
    return codes.toArray(byte[][]::new);
  }

  private static byte[] joined(byte[][] codes) {
    byte[] all = new byte[codes.length * codes[0].length];
    for (int i = 0; i < codes.length; i++) {
      System.arraycopy(codes[i], 0, all, i * codes[i].length, codes[i].length);
    }
    return all;
  }

  private static CodeCounts counts(int bits, byte[] codes) {
    return new CodeCounts(bits, codes, new long[codes.length / Codes.byteLength(bits)], List.of());
  }

  private static int[] slowGroups(byte[][] codes, int radius) {
    int[] groups = new int[codes.length];
    Arrays.fill(groups, -1);
    for (int first = 0; first < codes.length; first++) {
      Deque<Integer> open = new ArrayDeque<>();
      if (groups[first] < 0) {
        groups[first] = first;
        open.add(first);
      }
      while (!open.isEmpty()) {
        byte[] code = codes[open.pop()];
        for (int other = 0; other < codes.length; other++) {
          if (groups[other] < 0 && distance(code, codes[other]) <= radius) {
            groups[other] = first;
            open.add(other);
          }
        }
      }
    }
    return groups;
  }

  private static int distance(byte[] a, byte[] b) {
    int distance = 0;
    for (int bit = 0; bit < 8 * a.length; bit++) {
      distance += Codes.get(a, bit) == Codes.get(b, bit) ? 0 : 1;
    }
    return distance;
  }

  @Test
  public void groupsAreConnectedComponents() {
    for (int bits : BITS) {
      for (int round = 0; round < 4; round++) {
        byte[][] codes =
            codes(bits, 1 + random.nextInt(150), 1 + random.nextInt(30), Math.min(bits, 10));
        int radius = random.nextInt(Math.min(bits, 12) + 1);
        assertArrayEquals(
            bits + " bits, radius " + radius,
            slowGroups(codes, radius),
            counts(bits, joined(codes)).groups(radius, MAX_SECONDS, JoinContext.unlimited()));
      }
    }
  }

  @Test
  public void workIsBoundedAndEnds() {
    byte[] bytes = new byte[8 * 300_000];
    random.nextBytes(bytes);
    CodeCounts codes = counts(64, bytes);
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> codes.groups(30, 1, JoinContext.unlimited()))
            .getMessage();
    assertTrue(message, message.contains("within 30 bits among 300000 distinct codes"));
    Runnable cancelled =
        () -> {
          throw new CancellationException();
        };
    JoinContext context = new JoinContext(Runnable::run, 1, _ -> {}, cancelled, _ -> {});
    assertThrows(CancellationException.class, () -> codes.groups(8, MAX_SECONDS, context));
    assertEquals(300_000, codes.groups(0, 1, JoinContext.unlimited()).length);
  }

  /** What was asked for is given back, whether the groups are found or there is no room. */
  @Test
  public void memoryIsGivenBack() {
    byte[][] all = codes(64, 3000, 300, 6);
    CodeCounts codes = counts(64, joined(all));
    AtomicLong used = new AtomicLong();
    AtomicLong most = new AtomicLong();
    LongConsumer memory = bytes -> most.accumulateAndGet(used.addAndGet(bytes), Math::max);
    JoinContext context = new JoinContext(Runnable::run, 1, memory, () -> {}, _ -> {});
    assertArrayEquals(slowGroups(all, 3), codes.groups(3, MAX_SECONDS, context));
    assertEquals(0, used.get());
    assertTrue("" + most, most.get() >= codes.codes().length);
    LongConsumer full =
        bytes -> {
          if (used.get() + bytes > most.get() - 1) {
            throw new IllegalStateException("full");
          }
          used.addAndGet(bytes);
        };
    JoinContext little = new JoinContext(Runnable::run, 1, full, () -> {}, _ -> {});
    assertThrows(IllegalStateException.class, () -> codes.groups(3, MAX_SECONDS, little));
    assertEquals(0, used.get());
  }
}
