package hashing.search;

import java.util.Arrays;
import org.apache.lucene.search.DocIdSetIterator;

/** Documents of one segment with their distances, by document. Immutable but for its iterators. */
final class FoundDocuments {
  private final long[] byDocument;

  /**
   * @param found distance in the high 32 bits, document in the low ones; any order
   */
  FoundDocuments(long[] found) {
    byDocument = new long[found.length];
    for (int i = 0; i < found.length; i++) {
      byDocument[i] = Long.rotateRight(found[i], Integer.SIZE);
    }
    Arrays.sort(byDocument);
  }

  int count() {
    return byDocument.length;
  }

  private int docId(int index) {
    return (int) (byDocument[index] >>> Integer.SIZE);
  }

  boolean contains(int docId) {
    int index = firstFrom(docId);
    return index < byDocument.length && docId(index) == docId;
  }

  private int firstFrom(int docId) {
    int index = Arrays.binarySearch(byDocument, (long) docId << Integer.SIZE);
    return index < 0 ? -1 - index : index;
  }

  Iterator iterator() {
    return new Iterator();
  }

  /** Iterates over the documents, ascending. */
  final class Iterator extends DocIdSetIterator {
    private int index = -1;

    @Override
    public int docID() {
      if (index < 0) {
        return -1;
      }
      return index < byDocument.length ? docId(index) : NO_MORE_DOCS;
    }

    /** Distance of the current document. */
    int distance() {
      return (int) byDocument[index];
    }

    @Override
    public int nextDoc() {
      index++;
      return docID();
    }

    @Override
    public int advance(int target) {
      index = target == NO_MORE_DOCS ? byDocument.length : Math.max(index + 1, firstFrom(target));
      return docID();
    }

    @Override
    public long cost() {
      return byDocument.length;
    }
  }
}
