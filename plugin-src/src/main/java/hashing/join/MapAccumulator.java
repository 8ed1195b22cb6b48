package hashing.join;

import java.util.HashMap;
import java.util.Map;

/** Boxed numbers in a map: what one would write first, the floor of every comparison. */
final class MapAccumulator extends RowAccumulator {
  private final int columnCount;
  private final Map<Integer, Integer> counts = new HashMap<>();

  MapAccumulator(int columnCount, Reservation memory) {
    super(memory);
    this.columnCount = columnCount;
  }

  @Override
  void begin(long products) {
    counts.clear();
    room(Math.min(products, columnCount));
  }

  @Override
  void add(int[] source, RowRanges ranges, int row) {
    for (int r = ranges.start(row); r < ranges.end(row); r++) {
      for (int i = ranges.firsts[r]; i < ranges.ends[r]; i++) {
        counts.merge(source[i], 1, Integer::sum);
      }
    }
    probes += ranges.products(row);
  }

  @Override
  int merge() {
    int count = 0;
    for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
      columns[count] = entry.getKey();
      values[count++] = entry.getValue();
    }
    return count;
  }
}
