package hashing.index;

import java.io.IOException;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.util.FixedBitSet;

/** Iterates the documents with a code, ascending; {@link #index} counts them. */
final class CodeIterator extends KnnVectorValues.DocIndexIterator {

  private final FieldCodes codes;
  private int index = -1;
  private int docId = -1;

  CodeIterator(FieldCodes codes) {
    this.codes = codes;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public int docID() {
    return docId;
  }

  @Override
  public int nextDoc() throws IOException {
    return moveTo(index + 1);
  }

  @Override
  public int advance(int target) throws IOException {
    return moveTo(codes.firstValueFrom(target, index + 1));
  }

  private int moveTo(int value) throws IOException {
    if (value >= codes.documentCount()) {
      index = codes.documentCount();
      docId = NO_MORE_DOCS;
    } else {
      index = value;
      docId = codes.docId(value);
    }
    return docId;
  }

  @Override
  public int docIDRunEnd() throws IOException {
    return codes.isDense() ? codes.documentCount() : super.docIDRunEnd();
  }

  @Override
  public void intoBitSet(int upTo, FixedBitSet bitSet, int offset) throws IOException {
    int end = Math.min(upTo, codes.documentCount());
    if (codes.isDense() && docId < end) {
      bitSet.set(docId - offset, end - offset);
      moveTo(end);
    } else {
      super.intoBitSet(upTo, bitSet, offset);
    }
  }

  @Override
  public long cost() {
    return codes.documentCount();
  }
}
