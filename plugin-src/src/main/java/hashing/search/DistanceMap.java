package hashing.search;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;

/**
 * Many documents of a segment with their distances: one byte for each document of the segment, two
 * where a radius above 254 was asked for, and one bit.
 *
 * <p>First distances are put, by several threads if need be, each document by one of them; then one
 * thread that has synchronised with them all calls {@link #finish}; then it is read.
 */
final class DistanceMap implements NearDocuments {

  private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
  private static final int NEAR = 0xFF;

  private final int maxDoc;

  /** For each document its distance + 1, 0 for none; null where two bytes are needed. */
  private byte[] near;

  private short[] far;
  private FixedBitSet documents;
  private int size;
  private int leastDistance;

  DistanceMap(int maxDoc, int radius) {
    this.maxDoc = maxDoc;
    int length = FixedBitSet.bits2words(maxDoc) * Long.SIZE;
    if (radius < NEAR) {
      near = new byte[length];
    } else {
      far = new short[length];
    }
  }

  /** Memory that a map takes. */
  static long bytes(int maxDoc, int radius) {
    return (radius < NEAR ? Byte.BYTES : Short.BYTES) * (long) maxDoc + maxDoc / Byte.SIZE;
  }

  void put(int docId, int distance) {
    if (near != null) {
      near[docId] = (byte) (distance + 1);
    } else {
      far[docId] = (short) (distance + 1);
    }
  }

  /**
   * Ends the putting.
   *
   * @param scored whether distances will be asked for; they are forgotten otherwise
   */
  void finish(int least, boolean scored) {
    long[] words = new long[FixedBitSet.bits2words(maxDoc)];
    if (near == null) {
      for (int i = 0; i < far.length; i++) {
        words[i >> 6] |= (far[i] == 0 ? 0L : 1L) << i;
      }
    } else {
      for (int i = 0; i < near.length; i += SPECIES.length()) {
        words[i >> 6] |=
            ByteVector.fromArray(SPECIES, near, i).compare(VectorOperators.NE, 0).toLong() << i;
      }
    }
    documents = new FixedBitSet(words, maxDoc);
    size = documents.cardinality();
    leastDistance = least;
    if (!scored) {
      near = null;
      far = null;
    }
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int leastDistance() {
    return leastDistance;
  }

  @Override
  public DistanceCursor cursor() {
    return new Cursor();
  }

  @Override
  public DocIdSetIterator documents() {
    return new BitSetIterator(documents, size);
  }

  private int distance(int docId) {
    return (near == null ? far[docId] & 0xFFFF : near[docId] & 0xFF) - 1;
  }

  private final class Cursor extends DistanceCursor {
    private int docId = -1;
    private int cut = Integer.MAX_VALUE;

    @Override
    public int distance() {
      return DistanceMap.this.distance(docId);
    }

    @Override
    public void lowerCut(int lower) {
      cut = Math.min(cut, lower);
    }

    @Override
    public int docID() {
      return docId;
    }

    @Override
    public int nextDoc() {
      return advance(docId + 1);
    }

    @Override
    public int advance(int target) {
      docId = target < maxDoc ? documents.nextSetBit(target) : NO_MORE_DOCS;
      while (docId != NO_MORE_DOCS && distance() > cut) {
        docId = docId + 1 < maxDoc ? documents.nextSetBit(docId + 1) : NO_MORE_DOCS;
      }
      return docId;
    }

    @Override
    public long cost() {
      return size;
    }
  }
}
