package hashing.search;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSet;

/** The k parents whose nearest children are nearest, as those children. Cost: log k an offer. */
final class NearestParents implements NearestSet {
  private final int k;
  private final BitSet parents;
  private final TreeSet<Long> children = new TreeSet<>();
  private final Map<Integer, Long> childOfParent = new HashMap<>();

  NearestParents(int k, BitSet parents) {
    this.k = k;
    this.parents = parents;
  }

  @Override
  public boolean offer(int docId, int distance) {
    int parent = parents.nextSetBit(docId);
    if (parent == DocIdSetIterator.NO_MORE_DOCS) {
      return true;
    }
    long child = NearestSet.encode(docId, distance);
    Long known = childOfParent.get(parent);
    if (known != null) {
      if (child < known) {
        children.remove(known);
        put(parent, child);
      }
    } else if (children.size() < k) {
      put(parent, child);
    } else if (child < children.last()) {
      int dropped = NearestSet.docId(children.pollLast());
      childOfParent.remove(parents.nextSetBit(dropped));
      put(parent, child);
    }
    return true;
  }

  private void put(int parent, long child) {
    children.add(child);
    childOfParent.put(parent, child);
  }

  @Override
  public int worst() {
    return children.size() < k ? Integer.MAX_VALUE : NearestSet.distance(children.last());
  }

  @Override
  public long[] sorted() {
    return children.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public void clear() {
    children.clear();
    childOfParent.clear();
  }
}
