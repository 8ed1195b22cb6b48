package hashing.join;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Every kernel on random matrices, against a product of dense ones. */
public class SparseProductTests extends LuceneTestCase {

  private static CsrMatrix random(
      Random random, int rows, int columns, double filled, int[][] dense) {
    int[] starts = new int[rows + 1];
    int[] found = new int[rows * columns];
    int size = 0;
    for (int row = 0; row < rows; row++) {
      double own = random.nextInt(6) == 0 ? 1 : filled * random.nextDouble();
      for (int column = 0; column < columns; column++) {
        if (random.nextDouble() < own) {
          dense[row][column] = 1;
          found[size++] = column;
        }
      }
      starts[row + 1] = size;
    }
    return new CsrMatrix(columns, starts, Arrays.copyOf(found, size));
  }

  public void testTinyMatrices() throws IOException {
    Random random = new Random(random().nextLong());
    AtomicLong held = new AtomicLong();
    ProductMemory entries = new ProductMemory();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 200; round++) {
        int rows = 1 + random.nextInt(40);
        int inner = 1 + random.nextInt(30);
        int columns = 1 + random.nextInt(round % 10 == 0 ? 3000 : 60);
        int[][] denseA = new int[rows][inner];
        int[][] denseB = new int[inner][columns];
        CsrMatrix a = random(random, rows, inner, random.nextDouble(), denseA);
        CsrMatrix b = random(random, inner, columns, random.nextDouble(), denseB);
        int threads = 1 + random.nextInt(3);
        JoinContext context = new JoinContext(pool, threads, held::addAndGet, () -> {}, _ -> {});
        for (Kernel kernel : Kernel.values()) {
          check(kernel, denseA, denseB, SparseProduct.of(a, b, kernel, context));
          check(kernel, denseA, denseB, SparseProduct.of(a, b, kernel, context, entries));
        }
        assertEquals(0, held.get());
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void check(Kernel kernel, int[][] a, int[][] b, SparseProduct product) {
    long entries = 0;
    long products = 0;
    for (int row = 0; row < a.length; row++) {
      int[] expected = new int[b[0].length];
      for (int inner = 0; inner < b.length; inner++) {
        for (int column = 0; column < expected.length; column++) {
          expected[column] += a[row][inner] * b[inner][column];
        }
      }
      int[] found = new int[expected.length];
      for (int i = 0; i < product.count(row); i++) {
        assertEquals(kernel + ": a column twice", 0, found[product.column(row, i)]);
        found[product.column(row, i)] = product.value(row, i);
      }
      assertArrayEquals(kernel.toString(), expected, found);
      entries += product.count(row);
      products += Arrays.stream(expected).sum();
    }
    assertEquals(entries, product.entries());
    assertEquals(products, product.products());
  }

  /** Blocks are handed out again, each once, and hold what was asked for. */
  public void testMemoryIsUsedAgain() {
    Random random = new Random(random().nextLong());
    ProductMemory memory = new ProductMemory();
    Set<ProductMemory.Block> known = Collections.newSetFromMap(new IdentityHashMap<>());
    int[] wanted = random.ints(20, 0, 200_000).toArray();
    for (int round = 0; round < 3; round++) {
      memory.clear();
      if (round == 2) { // long ones last, so that short ones may have their blocks
        Arrays.sort(wanted);
      }
      try (Reservation reservation = new Reservation(_ -> {})) {
        Set<ProductMemory.Block> taken = Collections.newSetFromMap(new IdentityHashMap<>());
        long bytes = 0;
        for (int length : wanted) {
          ProductMemory.Block block = memory.take(length, reservation);
          assertTrue(block.columns.length >= length);
          assertEquals(0, block.size);
          assertTrue(taken.add(block));
          assertTrue(known.add(block) == (round == 0) || round == 2);
          block.size = length;
          bytes += 2L * Integer.BYTES * block.columns.length;
        }
        assertEquals(bytes, reservation.bytes());
      }
    }
  }

  /** What occurs less often than asked for is dropped. */
  public void testLeast() {
    Random random = new Random(random().nextLong());
    for (Kernel kernel : Kernel.values()) {
      try (Reservation memory = new Reservation(_ -> {})) {
        RowAccumulator accumulator = kernel.accumulator(500, memory);
        for (int round = 0; round < 50; round++) {
          int least = 1 + random.nextInt(4);
          int[] expected = new int[500];
          int rows = random.nextInt(8);
          int[] columns = new int[100 * rows];
          RowRanges ranges = new RowRanges();
          for (int row = 0; row < rows; row++) {
            int[] own = random.ints(0, 500).distinct().limit(100).sorted().toArray();
            System.arraycopy(own, 0, columns, 100 * row, 100);
            int from = 100 * row + random.nextInt(100);
            ranges.add(from, 100 * row + 100);
            for (int i = from; i < 100 * row + 100; i++) {
              expected[columns[i]]++;
            }
          }
          ranges.endRow();
          accumulator.begin(rows * 100L);
          accumulator.add(columns, ranges, 0);
          int count = accumulator.finish(least);
          int[] found = new int[500];
          for (int i = 0; i < count; i++) {
            found[accumulator.columns[i]] = accumulator.values[i];
          }
          for (int column = 0; column < 500; column++) {
            int wanted = expected[column] >= least ? expected[column] : 0;
            assertEquals(kernel.toString(), wanted, found[column]);
          }
          assertEquals(Arrays.stream(expected).filter(v -> v > 0).count(), accumulator.different);
        }
      }
    }
  }

  /** Columns about as many as have slots of their own, rows short and long, against a map. */
  public void testManyColumns() {
    Random random = new Random(random().nextLong());
    for (int more = -1; more <= 1; more++) {
      int columnCount = FragmentAccumulator.OWN_SLOTS + more;
      int last = columnCount - 1;
      try (Reservation memory = new Reservation(_ -> {})) {
        for (Kernel kernel : new Kernel[] {Kernel.V1, Kernel.V2, Kernel.V3, Kernel.V3_HASHED}) {
          RowAccumulator accumulator = kernel.accumulator(columnCount, memory);
          for (int round = 0; round < 30; round++) {
            int spread = random.nextBoolean() ? columnCount : 1 + random.nextInt(3000);
            int[][] rows = new int[1 + random.nextInt(20)][];
            for (int row = 0; row < rows.length; row++) {
              rows[row] =
                  random
                      .ints(random.nextInt(400), 0, spread)
                      .map(column -> last - column)
                      .distinct()
                      .sorted()
                      .toArray();
            }
            checkSum(kernel, accumulator, rows);
          }
        }
      }
    }
  }

  /** The places of the third kernel are used up and begin anew. */
  public void testPlacesUsedUp() {
    Random random = new Random(random().nextLong());
    for (int ownSlots : new int[] {0, 300}) {
      try (Reservation memory = new Reservation(_ -> {})) {
        FragmentAccumulator accumulator = new FragmentAccumulator(300, ownSlots, memory);
        for (int round = 0; round < 60; round++) {
          if (round % 20 == 10) {
            assertTrue(accumulator.base < 10_000);
            accumulator.base = Integer.MAX_VALUE - 1500 + random.nextInt(1000);
          }
          int[][] rows = new int[3][];
          for (int row = 0; row < rows.length; row++) {
            rows[row] = random.ints(100, 0, 300).distinct().sorted().toArray();
          }
          checkSum(Kernel.V3, accumulator, rows);
        }
        assertTrue(accumulator.base < 10_000);
      }
    }
  }

  private static void checkSum(Kernel kernel, RowAccumulator accumulator, int[][] rows) {
    Map<Integer, Integer> expected = new HashMap<>();
    RowRanges ranges = new RowRanges();
    int[] columns = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    Arrays.stream(columns).forEach(column -> expected.merge(column, 1, Integer::sum));
    int from = 0;
    for (int[] row : rows) {
      ranges.add(from, from + row.length);
      from += row.length;
    }
    ranges.endRow();
    accumulator.begin(columns.length);
    accumulator.add(columns, ranges, 0);
    int count = accumulator.finish(1);
    assertEquals(kernel.toString(), expected.size(), count);
    for (int i = 0; i < count; i++) {
      int value = accumulator.values[i];
      assertEquals(
          kernel.toString(), Integer.valueOf(value), expected.remove(accumulator.columns[i]));
    }
  }
}
