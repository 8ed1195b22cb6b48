package hashing.index;

import org.apache.lucene.codecs.KnnFieldVectorsWriter;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.util.ArrayUtil;
import org.apache.lucene.util.RamUsageEstimator;

/** Buffers the codes of one field while documents are added. */
final class CodeFieldWriter extends KnnFieldVectorsWriter<byte[]> {

  private static final long SHALLOW_SIZE =
      RamUsageEstimator.shallowSizeOfInstance(CodeFieldWriter.class);

  private final FieldInfo info;
  private final CodeBuffer buffer;
  private int lastDocId = -1;

  CodeFieldWriter(FieldInfo info) {
    this.info = info;
    buffer = new CodeBuffer(info.getVectorDimension());
  }

  FieldInfo info() {
    return info;
  }

  CodeBuffer buffer() {
    return buffer;
  }

  /** Adds a document's code, which is copied. */
  @Override
  public void addValue(int docId, byte[] code) {
    if (docId == lastDocId) {
      throw new IllegalArgumentException(
          "field \"" + info.name + "\" has more than one code in a document; one is allowed");
    }
    buffer.add(docId, code);
    lastDocId = docId;
  }

  @Override
  public byte[] copyValue(byte[] code) {
    return ArrayUtil.copyOfSubArray(code, 0, info.getVectorDimension());
  }

  @Override
  public long ramBytesUsed() {
    return SHALLOW_SIZE + buffer.ramBytesUsed();
  }
}
