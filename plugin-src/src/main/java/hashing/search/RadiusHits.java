package hashing.search;

import java.util.Arrays;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.FixedBitSet;

/**
 * The documents of one segment within a radius. Few are kept with their distances, many as a bit
 * set alone. Deletes are not regarded: what comes of it may be cached for the segment.
 */
final class RadiusHits extends HitCollector {

  /** Above a sixteenth of the documents, keys of 8 bytes take more than a bit for each document. */
  private static final int SPARSE = 16;

  private final int radius;
  private final int maxDoc;
  private long[] hits = new long[32];
  private int size;
  private FixedBitSet dense;

  RadiusHits(int radius, int maxDoc, StopCheck stop) {
    super(null, null, stop);
    this.radius = radius;
    this.maxDoc = maxDoc;
  }

  @Override
  int cut() {
    return radius;
  }

  @Override
  boolean collect(int docId, int distance) {
    if (dense != null) {
      dense.set(docId);
    } else {
      hits = ArrayUtil.grow(hits, size + 1);
      hits[size++] = (long) docId << Integer.SIZE | distance;
      if (size > 1024 && size > maxDoc / SPARSE) {
        dense = new FixedBitSet(maxDoc);
        for (int i = 0; i < size; i++) {
          dense.set((int) (hits[i] >>> Integer.SIZE));
        }
        hits = new long[0];
      }
    }
    return true;
  }

  @Override
  void clear() {
    size = 0;
    dense = null;
  }

  /** All documents, null if they are few. */
  FixedBitSet dense() {
    return dense;
  }

  /** Documents and distances in document order, where {@link #dense} is null. */
  HitList list() {
    Arrays.sort(hits, 0, size);
    int[] docIds = new int[size];
    int[] distances = new int[size];
    for (int i = 0; i < size; i++) {
      docIds[i] = (int) (hits[i] >>> Integer.SIZE);
      distances[i] = (int) hits[i];
    }
    return new HitList(docIds, distances);
  }
}
