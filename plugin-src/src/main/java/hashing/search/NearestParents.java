package hashing.search;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;

/** The k parent documents with the nearest children, each by its nearest child. */
final class NearestParents extends NearestHits {

  private final int k;
  private final BitSet parents;

  /** Key of the nearest child of each parent held. */
  private final Map<Integer, Long> nearest = new HashMap<>();

  private final TreeSet<Long> keys = new TreeSet<>();

  NearestParents(
      int k, BitSet parents, AtomicInteger bound, Bits live, Bits filter, StopCheck stop) {
    super(k, bound, live, filter, stop);
    this.k = k;
    this.parents = parents;
  }

  @Override
  boolean collect(int docId, int distance) {
    int parent = parents.nextSetBit(docId);
    if (parent == DocIdSetIterator.NO_MORE_DOCS) {
      return true;
    }
    long key = key(docId, distance);
    Long held = nearest.get(parent);
    if (held != null) {
      if (held > key) {
        keys.remove(held);
        put(parent, key);
      }
    } else if (keys.size() < k) {
      put(parent, key);
    } else if (keys.last() > key) {
      nearest.remove(parents.nextSetBit(docId(keys.pollLast())));
      put(parent, key);
    } else {
      return false;
    }
    if (keys.size() == k) {
      lowerCut(distance(keys.last()));
    }
    return true;
  }

  private void put(int parent, long key) {
    nearest.put(parent, key);
    keys.add(key);
  }

  @Override
  void clear() {
    nearest.clear();
    keys.clear();
  }

  @Override
  long[] keys() {
    return keys.stream().mapToLong(Long::longValue).toArray();
  }
}
