package hashing.join;

import java.util.Arrays;

/**
 * Merges rows of the right matrix by a heap of their next columns; comes out sorted.
 *
 * <p>Source: Azad, Ballard, Buluc, Demmel, Grigori, Schwartz, Toledo, Williams, "Exploiting
 * Multiple Levels of Parallelism in Sparse Matrix-Matrix Multiplication", SIAM J. Sci. Comput.
 * 38(6), 2016.
 */
final class HeapAccumulator extends RowAccumulator {
  private final int columnCount;
  private int[][] sources = new int[16][];
  private int[] nexts = new int[16];
  private int[] ends = new int[16];

  /** Next column in the high 32 bits, its source in the low ones; least first. */
  private long[] heap = new long[16];

  private int size;

  HeapAccumulator(int columnCount, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
  }

  @Override
  void begin(long products) {
    size = 0;
    room(Math.min(products, columnCount));
  }

  @Override
  void add(int[] source, RowRanges ranges, int row) {
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      add(source, ranges.firsts[r], ranges.ends[r]);
    }
  }

  private void add(int[] source, int from, int to) {
    if (from == to) {
      return;
    }
    if (size == heap.length) {
      take((long) size * (2 * Long.BYTES + 2 * Integer.BYTES));
      sources = Arrays.copyOf(sources, 2 * size);
      nexts = Arrays.copyOf(nexts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      heap = Arrays.copyOf(heap, 2 * size);
    }
    sources[size] = source;
    nexts[size] = from + 1;
    ends[size] = to;
    heap[size] = (long) source[from] << Integer.SIZE | size;
    size++;
  }

  @Override
  int merge() {
    for (int i = size / 2 - 1; i >= 0; i--) {
      down(i);
    }
    int count = 0;
    while (size > 0) {
      int column = (int) (heap[0] >>> Integer.SIZE);
      int from = (int) heap[0];
      if (count > 0 && columns[count - 1] == column) {
        values[count - 1]++;
      } else {
        columns[count] = column;
        values[count++] = 1;
      }
      if (nexts[from] < ends[from]) {
        heap[0] = (long) sources[from][nexts[from]++] << Integer.SIZE | from;
      } else {
        heap[0] = heap[--size];
      }
      down(0);
    }
    return count;
  }

  private void down(int start) {
    long moved = heap[start];
    int at = start;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      probes++;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (heap[child] >= moved) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moved;
  }
}
