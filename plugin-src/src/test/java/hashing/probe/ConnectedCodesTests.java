package hashing.probe;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.junit.Test;

/** Groups by every plan, against a search from code to code that compares bit by bit. */
public class ConnectedCodesTests {
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
        ConnectedCodes connected = new ConnectedCodes(joined(codes), codes.length, bits);
        assertArrayEquals(
            bits + " bits, radius " + radius,
            slowGroups(codes, radius),
            connected.groups(radius, MAX_SECONDS, () -> {}));
      }
    }
  }

  @Test
  public void tablesFindThePairsThatComparingAllFinds() {
    int joinedByTables = 0;
    for (int bits : BITS) {
      for (int round = 0; round < 6; round++) {
        byte[][] codes = codes(bits, 200, 1 + random.nextInt(20), Math.min(bits, 10));
        int radius = random.nextInt(Math.min(bits, 16) + 1);
        int[][] tables = tables(bits);
        double[][] costs = new double[tables.length][];
        for (int t = 0; t < tables.length; t++) {
          costs[t] = random.doubles(tables[t].length + 1).toArray();
        }
        SubstringThresholds thresholds = SubstringThresholds.allocate(costs, radius);
        if (thresholds.nanos() < Double.POSITIVE_INFINITY) {
          ConnectedCodes connected = new ConnectedCodes(joined(codes), codes.length, bits);
          DisjointSets sets = new DisjointSets(codes.length);
          connected.join(new JoinPlan(tables, thresholds.values(), 0), radius, sets, () -> {});
          int[] groups = new int[codes.length];
          Arrays.setAll(groups, sets::root);
          assertArrayEquals(bits + " bits, radius " + radius, slowGroups(codes, radius), groups);
          joinedByTables++;
        }
      }
    }
    assertTrue("plans tried: " + joinedByTables, joinedByTables > 20);
  }

  /** Some of the bits, dealt out at random, to tables of up to 12 bits. */
  private int[][] tables(int bits) {
    int[] places = random.ints(0, bits).distinct().limit(bits - bits / 8).toArray();
    int width = 1 + random.nextInt(Math.min(12, places.length));
    int[][] tables = new int[(places.length + width - 1) / width][];
    for (int t = 0; t < tables.length; t++) {
      tables[t] = Arrays.copyOfRange(places, t * width, Math.min(places.length, (t + 1) * width));
    }
    return tables;
  }

  @Test
  public void manyCodesGoThroughTables() {
    byte[][] codes = codes(64, 30_000, 6000, 4);
    ConnectedCodes connected = new ConnectedCodes(joined(codes), codes.length, 64);
    long[] words = new long[codes.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = ByteBuffer.wrap(codes[i]).getLong();
    }
    JoinPlan plan = JoinPlan.of(words, words.length, 1, 64, 3);
    assertTrue(plan.toString(), plan.tables().length > 0);
    DisjointSets sets = new DisjointSets(codes.length);
    connected.join(new JoinPlan(new int[0][], new int[0], 0), 3, sets, () -> {});
    int[] byPairs = new int[codes.length];
    Arrays.setAll(byPairs, sets::root);
    assertArrayEquals(byPairs, connected.groups(3, MAX_SECONDS, () -> {}));
    assertTrue(Arrays.stream(byPairs).distinct().count() < codes.length);
  }

  @Test
  public void workIsBoundedAndEnds() {
    byte[] codes = new byte[8 * 300_000];
    random.nextBytes(codes);
    ConnectedCodes connected = new ConnectedCodes(codes, 300_000, 64);
    String message =
        assertThrows(IllegalArgumentException.class, () -> connected.groups(30, 1, () -> {}))
            .getMessage();
    assertTrue(message, message.contains("within 30 bits among 300000 distinct codes"));
    assertThrows(
        CancellationException.class,
        () ->
            connected.groups(
                8,
                MAX_SECONDS,
                () -> {
                  throw new CancellationException();
                }));
    assertEquals(300_000, connected.groups(0, 1, () -> {}).length);
  }
}
