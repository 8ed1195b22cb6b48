package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.Bits;

/**
 * A segment that a batch of queries searches.
 *
 * @param live documents that the reader shows, null for all
 * @param filter documents that a filter matches, null for all
 * @param accepted documents that the filter lets through
 * @param docBase of the segment in the searcher
 */
record BatchLeaf(SegmentCodes codes, Bits live, Bits filter, long accepted, int docBase) {

  /**
   * A segment.
   *
   * @param scorer gives the documents that a filter matches; null for all
   */
  static BatchLeaf of(LeafCodes codes, Scorer scorer, LeafReaderContext context)
      throws IOException {
    BitSet bits = scorer == null ? null : BitSet.of(scorer.iterator(), context.reader().maxDoc());
    SegmentCodes fast = codes.fast();
    long accepted = bits == null ? fast.documentCount() : bits.cardinality();
    return new BatchLeaf(fast, codes.liveDocs(), bits, accepted, context.docBase);
  }

  /** Whether so many documents are all that can be found. */
  boolean wantsAll(int k) {
    return k >= accepted;
  }

  boolean accepts(int docId) {
    return (live == null || live.get(docId)) && (filter == null || filter.get(docId));
  }
}
