package hashing.index;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.store.DataAccessHint;
import org.apache.lucene.store.FileDataHint;
import org.apache.lucene.store.FileTypeHint;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.util.IOUtils;

/** Reads what {@link BinaryCodesFormat} describes. Thread-safe. */
public final class BinaryCodesReader extends KnnVectorsReader {

  private final Map<String, FieldCodes> fields = new HashMap<>();
  private CheckedFile codes;
  private CheckedFile documents;
  private CheckedFile tables;

  BinaryCodesReader(SegmentReadState state) throws IOException {
    boolean success = false;
    String name =
        IndexFileNames.segmentFileName(
            state.segmentInfo.name, state.segmentSuffix, BinaryCodesFormat.META_EXTENSION);
    try (IndexInput meta = state.directory.openInput(name, state.context)) {
      CodecUtil.checksumEntireFile(meta);
      CheckedFile.checkHeader(meta, state, BinaryCodesFormat.META_CODEC_NAME);
      try {
        read(meta, state);
      } catch (EOFException e) {
        throw new CorruptIndexException("meta file ends early", meta, e);
      }
      success = true;
    } finally {
      if (!success) {
        IOUtils.closeWhileHandlingException(this);
      }
    }
  }

  private void read(IndexInput meta, SegmentReadState state) throws IOException {
    Map<String, FieldMeta> found = FieldMeta.readAll(meta, state);
    IOContext data = state.context.withHints(FileTypeHint.DATA, FileDataHint.KNN_VECTORS);
    IOContext random =
        state.context.withHints(FileTypeHint.DATA, FileDataHint.KNN_VECTORS, DataAccessHint.RANDOM);
    codes =
        CheckedFile.open(
            state,
            BinaryCodesFormat.CODES_EXTENSION,
            BinaryCodesFormat.CODES_CODEC_NAME,
            data,
            meta);
    documents =
        CheckedFile.open(
            state,
            BinaryCodesFormat.DOCUMENTS_EXTENSION,
            BinaryCodesFormat.DOCUMENTS_CODEC_NAME,
            data,
            meta);
    tables =
        CheckedFile.open(
            state,
            BinaryCodesFormat.TABLES_EXTENSION,
            BinaryCodesFormat.TABLES_CODEC_NAME,
            random,
            meta);
    if (meta.getFilePointer() != meta.length() - CodecUtil.footerLength()) {
      throw new CorruptIndexException(
          "bytes left at " + meta.getFilePointer() + " of " + meta.length(), meta);
    }
    for (Map.Entry<String, FieldMeta> field : found.entrySet()) {
      fields.put(field.getKey(), new FieldCodes(field.getValue(), codes, documents, tables));
    }
  }

  /** The codes of a field, null if the segment has none of that name. */
  public SegmentCodes codes(String field) {
    return fields.get(field);
  }

  private FieldCodes existing(String field) {
    FieldCodes found = fields.get(field);
    if (found == null) {
      throw new IllegalArgumentException("field \"" + field + "\" has no binary codes");
    }
    return found;
  }

  @Override
  public ByteVectorValues getByteVectorValues(String field) {
    return new CodeValues(existing(field));
  }

  @Override
  public FloatVectorValues getFloatVectorValues(String field) {
    throw floats(field);
  }

  @Override
  public void search(String field, float[] target, KnnCollector collector, AcceptDocs accepted) {
    throw floats(field);
  }

  private static IllegalArgumentException floats(String field) {
    return new IllegalArgumentException(
        "field \"" + field + "\" has binary codes, found a request for float vectors");
  }

  /**
   * Collects the accepted documents, nearest by Hamming distance, with scores 1 / (1 + distance);
   * the field's similarity function is not regarded. Scans all codes until the collector has enough
   * visits.
   */
  @Override
  public void search(String field, byte[] target, KnnCollector collector, AcceptDocs accepted)
      throws IOException {
    CodeScan.collect(existing(field), field, target, collector, accepted);
  }

  @Override
  public Map<String, Long> getOffHeapByteSize(FieldInfo fieldInfo) {
    return existing(fieldInfo.name).byteSizes();
  }

  @Override
  public void checkIntegrity() throws IOException {
    codes.checkIntegrity();
    documents.checkIntegrity();
    tables.checkIntegrity();
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(codes, documents, tables);
  }
}
