package hashing.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.codecs.KnnFieldVectorsWriter;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.MergeState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.index.Sorter;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.util.IOUtils;
import org.apache.lucene.util.RamUsageEstimator;

/** Writes what {@link BinaryCodesFormat} describes. Not thread-safe, as Lucene's writers are. */
final class BinaryCodesWriter extends MergingWriter {

  private static final long SHALLOW_SIZE =
      RamUsageEstimator.shallowSizeOfInstance(BinaryCodesWriter.class);

  private final int minOrdinalsOfTables;
  private final List<CodeFieldWriter> fields = new ArrayList<>();
  private IndexOutput meta;
  private CheckedOutput codesOut;
  private CheckedOutput documentsOut;
  private CheckedOutput tablesOut;
  private boolean finished;

  BinaryCodesWriter(SegmentWriteState state, int minOrdinalsOfTables) throws IOException {
    this.minOrdinalsOfTables = minOrdinalsOfTables;
    boolean success = false;
    try {
      String name =
          IndexFileNames.segmentFileName(
              state.segmentInfo.name, state.segmentSuffix, BinaryCodesFormat.META_EXTENSION);
      meta = state.directory.createOutput(name, state.context);
      CodecUtil.writeIndexHeader(
          meta,
          BinaryCodesFormat.META_CODEC_NAME,
          BinaryCodesFormat.VERSION_CURRENT,
          state.segmentInfo.getId(),
          state.segmentSuffix);
      codesOut =
          new CheckedOutput(
              state, BinaryCodesFormat.CODES_EXTENSION, BinaryCodesFormat.CODES_CODEC_NAME);
      documentsOut =
          new CheckedOutput(
              state, BinaryCodesFormat.DOCUMENTS_EXTENSION, BinaryCodesFormat.DOCUMENTS_CODEC_NAME);
      tablesOut =
          new CheckedOutput(
              state, BinaryCodesFormat.TABLES_EXTENSION, BinaryCodesFormat.TABLES_CODEC_NAME);
      success = true;
    } finally {
      if (!success) {
        IOUtils.closeWhileHandlingException(this);
      }
    }
  }

  @Override
  public KnnFieldVectorsWriter<?> addField(FieldInfo info) {
    requireBytes(info);
    CodeFieldWriter field = new CodeFieldWriter(info);
    fields.add(field);
    return field;
  }

  private static void requireBytes(FieldInfo info) {
    if (info.getVectorEncoding() != VectorEncoding.BYTE) {
      throw new IllegalArgumentException(
          "field \""
              + info.name
              + "\": binary codes are vectors of bytes, found "
              + info.getVectorEncoding());
    }
  }

  @Override
  public void flush(int maxDoc, Sorter.DocMap sortMap) throws IOException {
    AbortCheck never = new AbortCheck(() -> {});
    for (CodeFieldWriter field : fields) {
      CodeBuffer buffer = field.buffer();
      CodeBuffer.Sorted sorted = buffer.sort(never);
      DocumentOrdinals documents = new DocumentOrdinals(maxDoc, buffer.count());
      for (int ordinal = 0, i = 0; ordinal < sorted.count(); ordinal++) {
        for (int end = sorted.first(ordinal + 1); i < end; i++) {
          int docId = sorted.docId(i);
          documents.add(sortMap == null ? docId : sortMap.oldToNew(docId), ordinal);
        }
      }
      write(field.info(), maxDoc, sorted, documents, never);
    }
  }

  @Override
  void mergeField(FieldInfo info, MergeState state, AbortCheck abort) throws IOException {
    requireBytes(info);
    CodeMerger merger = new CodeMerger(info, state, abort);
    merger.merge();
    write(info, state.segmentInfo.maxDoc(), merger, merger.documents(), abort);
  }

  private void write(
      FieldInfo info, int maxDoc, CodeSource codes, DocumentOrdinals documents, AbortCheck abort)
      throws IOException {
    int byteLength = info.getVectorDimension();
    int wordCount = CodeWords.wordCount(byteLength);
    long codesOffset = codesOut.align();
    BlocksWriter.write(codesOut, codes, byteLength, abort);
    long documentsOffset = documentsOut.align();
    DocumentsWriter.write(documentsOut, documents, maxDoc, codes.count(), abort);
    long tablesOffset = tablesOut.align();
    int[][] tables = new int[0][];
    if (codes.count() > 0 && codes.count() >= minOrdinalsOfTables) {
      tables =
          new TablesWriter(codes, wordCount, abort)
              .write(tablesOut, byteLength * Byte.SIZE, targetDistance(info));
    }
    new FieldMeta(
            byteLength,
            maxDoc,
            documents.count(),
            codes.count(),
            codesOffset,
            documentsOffset,
            tablesOffset,
            tables)
        .write(meta, info.number);
  }

  private static int targetDistance(FieldInfo info) {
    String found = info.getAttribute(BinaryCodeField.TARGET_DISTANCE_ATTRIBUTE);
    return found == null ? -1 : Integer.parseInt(found);
  }

  @Override
  public void finish() throws IOException {
    if (finished) {
      throw new IllegalStateException("already finished");
    }
    finished = true;
    FieldMeta.writeEnd(meta);
    codesOut.finish(meta);
    documentsOut.finish(meta);
    tablesOut.finish(meta);
    CodecUtil.writeFooter(meta);
  }

  @Override
  public long ramBytesUsed() {
    long bytes = SHALLOW_SIZE;
    for (CodeFieldWriter field : fields) {
      bytes += field.ramBytesUsed();
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(meta, codesOut, documentsOut, tablesOut);
  }
}
