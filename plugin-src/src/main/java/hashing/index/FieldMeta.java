package hashing.index;

import hashing.code.Codes;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.store.DataOutput;
import org.apache.lucene.store.IndexInput;

/**
 * What the meta file says of one field.
 *
 * @param maxDoc documents of the segment; not in the file
 * @param tables for each table the places of its bits, from its substring's lowest bit up
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FieldMeta(
    int byteLength,
    int maxDoc,
    int documentCount,
    int ordinalCount,
    long codesOffset,
    long documentsOffset,
    long tablesOffset,
    int[][] tables) {

  private static final int END = -1;

  /** Every document of the segment has a code. */
  boolean dense() {
    return documentCount == maxDoc;
  }

  /** No two documents share a code. */
  boolean unique() {
    return documentCount == ordinalCount;
  }

  int sampleCount() {
    return Math.min(ordinalCount, BinaryCodesFormat.SAMPLE_SIZE);
  }

  /** Bytes in the file of documents. */
  long documentsLength() {
    long ints = 2L * documentCount;
    if (!dense()) {
      ints += documentCount;
    }
    if (!unique()) {
      ints += ordinalCount + 1L;
    }
    return ints * Integer.BYTES;
  }

  void write(DataOutput meta, int fieldNumber) throws IOException {
    meta.writeInt(fieldNumber);
    meta.writeInt(byteLength);
    meta.writeInt(documentCount);
    meta.writeInt(ordinalCount);
    meta.writeLong(codesOffset);
    meta.writeLong(documentsOffset);
    meta.writeLong(tablesOffset);
    meta.writeInt(tables.length);
    for (int[] table : tables) {
      meta.writeInt(table.length);
      for (int bit : table) {
        meta.writeInt(bit);
      }
    }
  }

  static void writeEnd(DataOutput meta) throws IOException {
    meta.writeInt(END);
  }

  /** All fields by name, in the file's order of no account. */
  static Map<String, FieldMeta> readAll(IndexInput meta, SegmentReadState state)
      throws IOException {
    Map<String, FieldMeta> fields = new HashMap<>();
    for (int number = meta.readInt(); number != END; number = meta.readInt()) {
      FieldInfo info = number < 0 ? null : state.fieldInfos.fieldInfo(number);
      if (info == null) {
        throw new CorruptIndexException("no field has the number " + number, meta);
      }
      if (fields.put(info.name, read(meta, info, state.segmentInfo.maxDoc())) != null) {
        throw new CorruptIndexException("field \"" + info.name + "\" occurs twice", meta);
      }
    }
    return fields;
  }

  private static FieldMeta read(IndexInput meta, FieldInfo info, int maxDoc) throws IOException {
    int most = Codes.byteLength(Codes.MAX_BIT_COUNT);
    int byteLength = between(meta, info, "bytes of a code", meta.readInt(), 1, most);
    if (byteLength != info.getVectorDimension()) {
      throw new CorruptIndexException(
          "field \""
              + info.name
              + "\": codes of "
              + byteLength
              + " bytes, but dimension "
              + info.getVectorDimension(),
          meta);
    }
    int documents = between(meta, info, "documents", meta.readInt(), 0, maxDoc);
    int ordinals =
        between(meta, info, "ordinals", meta.readInt(), Math.min(documents, 1), documents);
    long codesOffset = meta.readLong();
    long documentsOffset = meta.readLong();
    long tablesOffset = meta.readLong();
    int mostTables = ordinals == 0 ? 0 : BinaryCodesFormat.MAX_TABLES;
    int[][] tables = new int[between(meta, info, "tables", meta.readInt(), 0, mostTables)][];
    Set<Integer> used = new HashSet<>();
    for (int t = 0; t < tables.length; t++) {
      tables[t] =
          new int
              [between(
                  meta,
                  info,
                  "bits of a substring",
                  meta.readInt(),
                  1,
                  BinaryCodesFormat.MAX_SUBSTRING_BITS)];
      for (int i = 0; i < tables[t].length; i++) {
        int bit =
            between(meta, info, "place of a bit", meta.readInt(), 0, byteLength * Byte.SIZE - 1);
        if (!used.add(bit)) {
          throw new CorruptIndexException(
              "field \"" + info.name + "\": bit " + bit + " occurs twice", meta);
        }
        tables[t][i] = bit;
      }
    }
    return new FieldMeta(
        byteLength,
        maxDoc,
        documents,
        ordinals,
        codesOffset,
        documentsOffset,
        tablesOffset,
        tables);
  }

  private static int between(
      IndexInput meta, FieldInfo info, String what, int found, int least, int most)
      throws IOException {
    if (found < least || found > most) {
      throw new CorruptIndexException(
          "field \""
              + info.name
              + "\": "
              + what
              + " must be "
              + least
              + " to "
              + most
              + ", found "
              + found,
          meta);
    }
    return found;
  }
}
