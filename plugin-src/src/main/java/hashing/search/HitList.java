package hashing.search;

import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;

/** Documents of a segment, ascending, and their distances. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HitList(int[] docIds, int[] distances) {

  int leastDistance() {
    return Arrays.stream(distances).min().orElse(0);
  }

  /** Place of a document, negative where it is not among them. */
  int find(int docId) {
    return Arrays.binarySearch(docIds, docId);
  }

  /** Goes through the documents; {@link #index} tells where it is. */
  final class Cursor extends DocIdSetIterator {
    private int index = -1;

    int index() {
      return index;
    }

    @Override
    public int docID() {
      return index < 0 ? -1 : index < docIds.length ? docIds[index] : NO_MORE_DOCS;
    }

    @Override
    public int nextDoc() {
      index++;
      return docID();
    }

    @Override
    public int advance(int target) {
      int from = Math.min(Math.max(index, 0), docIds.length);
      int found = Arrays.binarySearch(docIds, from, docIds.length, target);
      index = found < 0 ? -found - 1 : found;
      return docID();
    }

    @Override
    public long cost() {
      return docIds.length;
    }
  }
}
