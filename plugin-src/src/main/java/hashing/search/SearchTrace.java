package hashing.search;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.lucene.index.FilterLeafReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentReader;

/**
 * What a query's last search did in each segment, for its {@code toString}. Thread-safe; not part
 * of a query's identity.
 */
final class SearchTrace {

  private final Map<Integer, Leaf> leaves = new ConcurrentSkipListMap<>();

  /** Where searches are counted, null for nowhere. */
  private volatile SearchCounters counters;

  void countBy(SearchCounters newCounters) {
    counters = newCounters;
  }

  /** Begins a search. */
  void clear() {
    leaves.clear();
    if (counters != null) {
      counters.addQuery();
    }
  }

  /**
   * Takes a segment's search in, of which partitions may each tell; counts are left out where its
   * reader hides documents from them.
   */
  void add(LeafReaderContext context, Leaf leaf) {
    LeafReader inner = FilterLeafReader.unwrap(context.reader());
    leaf.segment =
        inner instanceof SegmentReader segment ? segment.getSegmentName() : "leaf " + context.ord;
    leaf.counted = inner.getLiveDocs() == context.reader().getLiveDocs();
    Leaf before = leaves.put(context.ord, leaf);
    if (counters != null && before != leaf) {
      counters.addSegment(leaf.strategy, leaf.probed, leaf.candidates, leaf.verified);
    }
  }

  @Override
  public String toString() {
    if (leaves.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(" {");
    for (Leaf leaf : leaves.values()) {
      text.append(text.length() == 2 ? "" : "; ").append(leaf);
    }
    return text.append('}').toString();
  }

  /** One segment's search; written by one thread, then handed to {@link #add}. */
  static final class Leaf {
    private String segment;
    private boolean counted;
    Strategy strategy = Strategy.AUTO;
    long probed;
    long candidates;
    long verified;
    int completeTo = -1;
    long documents = -1;

    @Override
    public String toString() {
      StringBuilder text =
          new StringBuilder(segment).append(": ").append(strategy.name().toLowerCase(Locale.ROOT));
      if (!counted) {
        return text.toString();
      }
      if (strategy == Strategy.TABLES) {
        text.append(", probed ").append(probed).append(", candidates ").append(candidates);
      }
      if (strategy != Strategy.VERIFY) {
        text.append(", verified ").append(verified).append(", complete to ").append(completeTo);
      }
      return text.append(documents < 0 ? "" : ", documents " + documents).toString();
    }
  }
}
