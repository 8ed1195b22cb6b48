package hashing.search;

import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.util.FixedBitSet;

/** Documents of a segment, ascending, and their distances. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record HitList(int[] docIds, int[] distances) implements NearDocuments {

  /** Of keys with the document in the high 32 bits and the distance in the low ones, ascending. */
  static HitList of(long[] keys, int size) {
    int[] docIds = new int[size];
    int[] distances = new int[size];
    for (int i = 0; i < size; i++) {
      docIds[i] = (int) (keys[i] >>> Integer.SIZE);
      distances[i] = (int) keys[i];
    }
    return new HitList(docIds, distances);
  }

  @Override
  public int size() {
    return docIds.length;
  }

  @Override
  public int leastDistance() {
    return Arrays.stream(distances).min().orElse(0);
  }

  @Override
  public DistanceCursor cursor() {
    return new Cursor();
  }

  @Override
  public DistanceCursor documents() {
    return new Cursor();
  }

  /** Place of a document, negative where it is not among them. */
  int find(int docId) {
    return Arrays.binarySearch(docIds, docId);
  }

  private final class Cursor extends DistanceCursor {
    private int index = -1;
    private int cut = Integer.MAX_VALUE;

    @Override
    public int distance() {
      return distances[index];
    }

    @Override
    public void lowerCut(int lower) {
      cut = Math.min(cut, lower);
    }

    @Override
    public int docID() {
      return index < 0 ? -1 : index < docIds.length ? docIds[index] : NO_MORE_DOCS;
    }

    @Override
    public int nextDoc() {
      return from(index + 1);
    }

    @Override
    public int advance(int target) {
      int first = Math.min(Math.max(index, 0), docIds.length);
      int found = Arrays.binarySearch(docIds, first, docIds.length, target);
      return from(found < 0 ? -found - 1 : found);
    }

    private int from(int first) {
      index = Math.min(first, docIds.length);
      while (index < docIds.length && distances[index] > cut) {
        index++;
      }
      return docID();
    }

    @Override
    public void intoBitSet(int upTo, FixedBitSet bitSet, int offset) throws IOException {
      if (cut != Integer.MAX_VALUE) {
        super.intoBitSet(upTo, bitSet, offset);
        return;
      }
      while (index < docIds.length && docIds[index] < upTo) {
        bitSet.set(docIds[index++] - offset);
      }
    }

    @Override
    public long cost() {
      return docIds.length;
    }
  }
}
