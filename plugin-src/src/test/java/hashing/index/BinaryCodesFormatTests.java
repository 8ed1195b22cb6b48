package hashing.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.tests.util.TestUtil;

/** Writes random codes in every way and compares what is read with an oracle in memory. */
public class BinaryCodesFormatTests extends LuceneTestCase {

  private static final int[] BIT_COUNTS = {1, 8, 24, 63, 64, 65, 128, 256, 1000, 16384};
  private static final int MIN_ORDINALS_OF_TABLES = 5;

  /** How one index is made. */
  private record Case(int bits, int docs, boolean sorted, boolean missing, boolean deletes) {}

  public void testFlushAndMerge() throws Exception {
    for (int bits : BIT_COUNTS) {
      int docs = bits > 1000 ? 40 : 100 + random().nextInt(800);
      for (int run = 0; run < 4; run++) {
        check(new Case(bits, docs, run % 2 == 1, run >= 2, run != 0));
      }
    }
  }

  public void testFewDocuments() throws Exception {
    for (int docs = 0; docs < 4; docs++) {
      check(new Case(64, docs, false, false, false));
      check(new Case(13, docs, true, true, true));
    }
  }

  private Directory directory(int kind) throws IOException {
    Path path = createTempDir();
    return switch (kind) {
      case 0 -> new MMapDirectory(path);
      // Chunks of 64 KiB: slices over their borders are not mapped in one piece.
      case 1 -> new MMapDirectory(path, 1 << 16);
      case 2 -> new NIOFSDirectory(path);
      case 3 -> new ByteBuffersDirectory();
      default -> newDirectory();
    };
  }

  private void check(Case c) throws IOException {
    Map<Integer, byte[]> live = new HashMap<>();
    try (Directory dir = directory(random().nextInt(5))) {
      IndexWriterConfig config =
          new IndexWriterConfig()
              .setCodec(TestUtil.alwaysKnnVectorsFormat(new BinaryCodesFormat(5)))
              .setUseCompoundFile(random().nextBoolean())
              .setMergeScheduler(new SerialMergeScheduler());
      TieredMergePolicy policy = new TieredMergePolicy();
      policy.setNoCFSRatio(random().nextInt(2));
      config.setMergePolicy(policy);
      if (c.sorted) {
        config.setIndexSort(new Sort(new SortField("rank", SortField.Type.LONG)));
      }
      try (IndexWriter writer = new IndexWriter(dir, config)) {
        add(c, writer, live);
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
          check(c, reader, live);
        }
        writer.forceMerge(1);
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
          check(c, reader, live);
        }
        writer.deleteAll();
        for (int id = 0; id < 3; id++) {
          writer.addDocument(document(id, code(c.bits, random()), c.bits));
        }
        writer.deleteDocuments(new Term("all", "x"));
        writer.forceMerge(1);
        writer.commit();
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
          assertEquals(0, reader.numDocs());
        }
      }
    }
  }

  private static byte[] code(int bits, Random random) {
    byte[] code = new byte[(bits + 7) / 8];
    random.nextBytes(code);
    if (bits % 8 != 0) {
      code[code.length - 1] &= (byte) (0xFF00 >>> (bits % 8));
    }
    return code;
  }

  private static Document document(int id, byte[] code, int bits) {
    Document doc = new Document();
    doc.add(new StringField("id", Integer.toString(id), Field.Store.NO));
    doc.add(new StringField("all", "x", Field.Store.NO));
    doc.add(new NumericDocValuesField("number", id));
    doc.add(new NumericDocValuesField("rank", Integer.hashCode(id * 0x9E3779B9) >> 8));
    if (code != null) {
      FieldType type = BinaryCodeField.type(bits, -1);
      doc.add(BinaryCodeField.field("code", code, type));
      byte[] reversed = code.clone();
      for (int i = 0; i < code.length; i++) {
        reversed[i] = (byte) ~code[i];
      }
      doc.add(BinaryCodeField.field("other", reversed, BinaryCodeField.type(code.length * 8, 0)));
    }
    return doc;
  }

  private void add(Case c, IndexWriter writer, Map<Integer, byte[]> live) throws IOException {
    List<byte[]> pool = new ArrayList<>();
    for (int id = 0; id < c.docs; id++) {
      byte[] code = code(c.bits, random());
      if (!pool.isEmpty() && random().nextInt(3) == 0) {
        code = pool.get(random().nextInt(pool.size()));
      }
      pool.add(code);
      if (c.missing && random().nextInt(3) == 0) {
        code = null;
      }
      writer.addDocument(document(id, code, c.bits));
      live.put(id, code);
      if (random().nextInt(c.docs) < 3) {
        writer.flush();
      }
      if (c.deletes && random().nextInt(4) == 0) {
        int victim = random().nextInt(id + 1);
        writer.deleteDocuments(new Term("id", Integer.toString(victim)));
        live.remove(victim);
      }
    }
  }

  private static void check(Case c, DirectoryReader reader, Map<Integer, byte[]> live)
      throws IOException {
    TestUtil.checkReader(reader);
    assertEquals(live.size(), reader.numDocs());
    for (LeafReaderContext leaf : reader.leaves()) {
      CodecReader segment = (CodecReader) leaf.reader();
      Map<Integer, byte[]> expected = new HashMap<>();
      NumericDocValues numbers = segment.getNumericDocValues("number");
      Map<Integer, byte[]> vectors = vectors(segment);
      for (int doc = 0; doc < segment.maxDoc(); doc++) {
        assertTrue(numbers.advanceExact(doc));
        boolean deleted = segment.getLiveDocs() != null && !segment.getLiveDocs().get(doc);
        byte[] code = deleted ? vectors.get(doc) : live.get((int) numbers.longValue());
        if (code != null) {
          expected.put(doc, code);
          assertArrayEquals(code, vectors.get(doc));
        }
      }
      SegmentCodes codes = codes(segment, "code");
      if (codes == null) {
        assertTrue(expected.isEmpty());
        continue;
      }
      CodesOracle.check(codes, (c.bits + 7) / 8, expected, MIN_ORDINALS_OF_TABLES);
      expected.replaceAll((doc, code) -> {
        byte[] reversed = code.clone();
        for (int i = 0; i < code.length; i++) {
          reversed[i] = (byte) ~code[i];
        }
        return reversed;
      });
      CodesOracle.check(
          codes(segment, "other"), (c.bits + 7) / 8, expected, MIN_ORDINALS_OF_TABLES);
    }
  }

  private static Map<Integer, byte[]> vectors(CodecReader segment) throws IOException {
    Map<Integer, byte[]> found = new HashMap<>();
    var values = segment.getByteVectorValues("code");
    if (values != null) {
      var iterator = values.iterator();
      for (int doc = iterator.nextDoc(); doc < segment.maxDoc(); doc = iterator.nextDoc()) {
        assertEquals(doc, values.ordToDoc(iterator.index()));
        found.put(doc, values.vectorValue(iterator.index()).clone());
      }
      assertEquals(values.size(), found.size());
    }
    return found;
  }

  static SegmentCodes codes(CodecReader segment, String field) {
    if (segment.getFieldInfos().fieldInfo(field) == null) {
      return null;
    }
    var fields = (PerFieldKnnVectorsFormat.FieldsReader) segment.getVectorReader();
    var reader = (BinaryCodesReader) fields.getFieldReader(field);
    return reader == null ? null : reader.codes(field);
  }
}
