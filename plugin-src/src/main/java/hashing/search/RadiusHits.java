package hashing.search;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;

/**
 * The documents within a radius that one thread finds in a segment. Deletes are not regarded, since
 * partitions of the segment may share what comes of it.
 */
final class RadiusHits extends HitCollector {

  private final RadiusFinds finds;

  /** Document in the high 32 bits, distance in the low ones; few enough to be sorted. */
  private long[] keys = new long[32];

  private int size;
  private int least = Integer.MAX_VALUE;

  /** Null as long as keys do. */
  private DistanceMap map;

  RadiusHits(RadiusFinds finds, StopCheck stop) {
    super(null, null, stop);
    this.finds = finds;
  }

  @Override
  int cut() {
    return finds.radius();
  }

  @Override
  boolean collect(int docId, int distance) {
    least = Math.min(least, distance);
    if (map != null) {
      map.put(docId, distance);
      return true;
    }
    keys = ArrayUtil.grow(keys, size + 1);
    keys[size++] = (long) docId << Integer.SIZE | distance;
    if (size > finds.mostKeys()) {
      moveTo(finds.map());
    }
    return true;
  }

  private void moveTo(DistanceMap target) {
    for (int i = 0; i < size; i++) {
      target.put((int) (keys[i] >>> Integer.SIZE), (int) keys[i]);
    }
    map = target;
    clear();
  }

  @Override
  void clear() {
    size = 0;
    keys = new long[32];
  }

  /** Takes another thread's documents in, once that has ended; null is nobody. */
  void add(RadiusHits other) {
    if (other == null) {
      return;
    }
    least = Math.min(least, other.least);
    DistanceMap dense = map == null ? other.map : map;
    if (dense == null && size + other.size <= finds.mostKeys()) {
      keys = ArrayUtil.grow(keys, size + other.size);
      System.arraycopy(other.keys, 0, keys, size, other.size);
      size += other.size;
      return;
    }
    dense = dense == null ? finds.map() : dense;
    moveTo(dense);
    other.moveTo(dense);
  }

  NearDocuments finish(boolean scored) {
    if (map == null) {
      Arrays.sort(keys, 0, size);
      return HitList.of(keys, size);
    }
    map.finish(least, scored);
    return map;
  }
}
