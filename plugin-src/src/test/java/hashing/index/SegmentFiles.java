package hashing.index;

import java.io.IOException;
import java.util.Random;
import java.util.zip.CRC32;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.IndexOutput;
import org.apache.lucene.tests.util.TestUtil;
import org.apache.lucene.util.IOUtils;

/** One segment with the fields "a" and "b", its files as bytes, and the sum of all its answers. */
final class SegmentFiles {

  static final String[] EXTENSIONS = {"bcm", "bcd", "bco", "bct"};

  private final SegmentInfo info;
  private final FieldInfos fields;
  private final String suffix;
  final String[] names = new String[EXTENSIONS.length];
  final byte[][] files = new byte[EXTENSIONS.length][];

  /** Writes documents of which a third shares its code and some have none. */
  SegmentFiles(int docs, int bits, long seed) throws IOException {
    Random random = new Random(seed);
    try (Directory dir = new ByteBuffersDirectory()) {
      IndexWriterConfig config =
          new IndexWriterConfig()
              .setUseCompoundFile(false)
              .setCodec(TestUtil.alwaysKnnVectorsFormat(new BinaryCodesFormat(1)));
      try (IndexWriter writer = new IndexWriter(dir, config)) {
        byte[] code = new byte[bits / 8];
        for (int i = 0; i < docs; i++) {
          if (i % 3 > 0) {
            random.nextBytes(code);
          }
          Document doc = new Document();
          if (i % 7 != 6) {
            doc.add(BinaryCodeField.field("a", code, BinaryCodeField.type(bits, -1)));
          }
          byte[] unique = {(byte) (i >> 8), (byte) i};
          doc.add(BinaryCodeField.field("b", unique, BinaryCodeField.type(16, 2)));
          writer.addDocument(doc);
        }
      }
      info = SegmentInfos.readLatestCommit(dir).info(0).info;
      fields = info.getCodec().fieldInfosFormat().read(dir, info, "", IOContext.DEFAULT);
      FieldInfo a = fields.fieldInfo("a");
      suffix =
          a.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_FORMAT_KEY)
              + "_"
              + a.getAttribute(PerFieldKnnVectorsFormat.PER_FIELD_SUFFIX_KEY);
      for (int i = 0; i < names.length; i++) {
        names[i] = IndexFileNames.segmentFileName(info.name, suffix, EXTENSIONS[i]);
        try (IndexInput in = dir.openInput(names[i], IOContext.DEFAULT)) {
          files[i] = new byte[(int) in.length()];
          in.readBytes(files[i], 0, files[i].length);
        }
      }
    }
  }

  /** Puts one file in place of what was there. */
  void put(Directory dir, int file, byte[] bytes) throws IOException {
    IOUtils.deleteFilesIgnoringExceptions(dir, names[file]);
    try (IndexOutput out = dir.createOutput(names[file], IOContext.DEFAULT)) {
      out.writeBytes(bytes, bytes.length);
    }
  }

  void putAll(Directory dir) throws IOException {
    for (int i = 0; i < files.length; i++) {
      put(dir, i, files[i]);
    }
  }

  BinaryCodesReader open(Directory dir) throws IOException {
    return new BinaryCodesReader(
        new SegmentReadState(dir, info, fields, IOContext.DEFAULT, suffix));
  }

  /** Opens the files, asks for everything, and sums the answers. */
  long answers(Directory dir) throws IOException {
    try (BinaryCodesReader reader = open(dir)) {
      return answers(reader);
    }
  }

  long answers(BinaryCodesReader reader) throws IOException {
    return 31 * answers(reader, "a") + answers(reader, "b");
  }

  FieldInfo info(String field) {
    return fields.fieldInfo(field);
  }

  private long answers(BinaryCodesReader reader, String field) throws IOException {
    SegmentCodes codes = reader.codes(field);
    if (codes == null) {
      return -1;
    }
    long sum = codes.documentCount() * 31L + codes.ordinalCount();
    for (int doc = 0; doc < info.maxDoc(); doc++) {
      sum = 31 * sum + codes.ordinal(doc);
    }
    byte[] code = new byte[codes.byteLength()];
    for (int ordinal = 0; ordinal < codes.ordinalCount(); ordinal++) {
      codes.code(ordinal, code);
      for (byte b : code) {
        sum = 31 * sum + b;
      }
      sum = 31 * sum + codes.firstPosting(ordinal);
    }
    for (int i = 0; i < codes.documentCount(); i++) {
      sum = 31 * sum + codes.posting(i);
    }
    for (SubstringTable table : codes.tables()) {
      for (int key = 0; key <= 1 << table.bits(); key++) {
        sum = 31 * sum + table.firstEntry(key);
      }
      for (int i = 0; i < codes.ordinalCount(); i++) {
        sum = 31 * sum + table.entry(i);
      }
    }
    CodeSample sample = codes.sample();
    if (sample != null) {
      for (int[] keys : sample.keys()) {
        for (int key : keys) {
          sum = 31 * sum + key;
        }
      }
    }
    TopKnnCollector collector = new TopKnnCollector(5, Integer.MAX_VALUE);
    reader.search(field, code, collector, AcceptDocs.fromLiveDocs(null, info.maxDoc()));
    for (ScoreDoc hit : collector.topDocs().scoreDocs) {
      sum = 31 * sum + hit.doc + Float.floatToIntBits(hit.score);
    }
    return sum;
  }

  /** Gives changed bytes the footer that they should have. */
  static byte[] withChecksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, bytes.length - Long.BYTES);
    long value = crc.getValue();
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[bytes.length - 1 - i] = (byte) (value >>> (8 * i));
    }
    return bytes;
  }

  int footer(int file) {
    return files[file].length - CodecUtil.footerLength();
  }
}
