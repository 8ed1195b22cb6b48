package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;

/** Distances of documents from a query's codes. Not thread-safe. */
final class Distances {
  private final QueryCodes query;
  private final SegmentCodes segment;
  private final CodeCursor cursor;

  Distances(QueryCodes query, LeafCodes codes) throws IOException {
    this.query = query;
    this.segment = codes.segment();
    this.cursor = segment == null ? codes.cursor() : null;
  }

  /** Distance of a document, -1 if it has no code; documents ascend. */
  int of(int docId) throws IOException {
    if (segment != null) {
      int ordinal = segment.ordinal(docId);
      return ordinal < 0 ? -1 : query.distance(segment, ordinal);
    }
    return cursor.advanceExact(docId) ? query.distance(cursor.code()) : -1;
  }
}
