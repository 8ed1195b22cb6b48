package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import org.apache.lucene.util.Bits;

/** Takes the documents that one segment's search finds. Not thread-safe. */
abstract class HitCollector {

  /** Documents to take, null for all. */
  private final Bits live;

  private final Bits filter;
  final StopCheck stop;

  HitCollector(Bits live, Bits filter, StopCheck stop) {
    this.live = live;
    this.filter = filter;
    this.stop = stop;
  }

  /** The largest distance still of use; never grows. */
  abstract int cut();

  /** Takes a document, once each. False if no document behind it at this distance can be of use. */
  abstract boolean collect(int docId, int distance) throws IOException;

  /** Forgets the documents, not what they taught of the cut. */
  abstract void clear();

  boolean accepts(int docId) {
    return (live == null || live.get(docId)) && (filter == null || filter.get(docId));
  }

  /** Takes the accepted documents of a code. */
  void collectOrdinal(SegmentCodes codes, int ordinal, int distance) throws IOException {
    int end = codes.firstPosting(ordinal + 1);
    for (int i = codes.firstPosting(ordinal); i < end; i++) {
      stop.tick(1);
      int docId = codes.posting(i);
      if (accepts(docId) && !collect(docId, distance)) {
        return;
      }
    }
  }
}
