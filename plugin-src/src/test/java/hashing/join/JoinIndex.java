package hashing.join;

import hashing.code.Codes;
import hashing.index.BinaryCodeField;
import hashing.index.BinaryCodesFormat;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/** A small random index with several segments, deletes and equal codes, and what it holds. */
final class JoinIndex implements Closeable {
  static final String FIELD = "code";

  final int bitCount;
  private final Directory directory = new ByteBuffersDirectory();
  private final DirectoryReader reader;
  final IndexSearcher searcher;

  /** Codes of live documents, by document of the reader. */
  final TreeMap<Integer, byte[]> codes = new TreeMap<>();

  /** The same of those whose group is 1. */
  final TreeMap<Integer, byte[]> filtered = new TreeMap<>();

  /**
   * @param ours whether codes are written in our own format
   */
  JoinIndex(Random random, int bitCount, int count, boolean ours) throws IOException {
    this.bitCount = bitCount;
    List<byte[]> all = codes(random, bitCount, count);
    IndexWriterConfig config = new IndexWriterConfig().setCodec(codec(ours));
    FieldType type = BinaryCodeField.type(bitCount, -1);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int id = 0; id < count; id++) {
        Document document = new Document();
        document.add(new StringField("id", Integer.toString(id), Field.Store.NO));
        document.add(new NumericDocValuesField("id", id));
        document.add(new StringField("group", Integer.toString(id % 3), Field.Store.NO));
        if (random.nextInt(10) > 0) {
          document.add(BinaryCodeField.field(FIELD, all.get(id), type));
        } else {
          all.set(id, null);
        }
        writer.addDocument(document);
        if (random.nextInt(count) < 3) {
          writer.flush();
        }
      }
      for (int i = random.nextInt(2) * count / 5; i > 0; i--) {
        writer.deleteDocuments(new Term("id", Integer.toString(random.nextInt(count))));
      }
    }
    reader = DirectoryReader.open(directory);
    searcher = new IndexSearcher(reader);
    for (LeafReaderContext leaf : reader.leaves()) {
      NumericDocValues ids = leaf.reader().getNumericDocValues("id");
      for (int doc = ids.nextDoc(); doc < leaf.reader().maxDoc(); doc = ids.nextDoc()) {
        byte[] code = all.get((int) ids.longValue());
        if (code != null
            && (leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(doc))) {
          codes.put(leaf.docBase + doc, code);
          if (ids.longValue() % 3 == 1) {
            filtered.put(leaf.docBase + doc, code);
          }
        }
      }
    }
  }

  static TermQuery filter() {
    return new TermQuery(new Term("group", "1"));
  }

  private static Codec codec(boolean ours) {
    KnnVectorsFormat format = new BinaryCodesFormat(100);
    return ours
        ? new Lucene104Codec() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return format;
          }
        }
        : new Lucene104Codec();
  }

  /** Codes near a few centres, some equal, some anywhere. */
  static List<byte[]> codes(Random random, int bitCount, int count) {
    List<byte[]> codes = new ArrayList<>();
    int spread = 1 + random.nextInt(Math.max(1, bitCount / 6));
    for (int i = 0; i < count; i++) {
      byte[] code = new byte[Codes.byteLength(bitCount)];
      if (i > 4 && random.nextInt(8) > 0) {
        System.arraycopy(codes.get(random.nextInt(4)), 0, code, 0, code.length);
        for (int flips = random.nextInt(spread + 1); flips > 0; flips--) {
          int bit = random.nextInt(bitCount);
          code[bit / 8] ^= (byte) (0x80 >>> (bit % 8));
        }
      } else {
        for (int bit = 0; bit < bitCount; bit++) {
          if (random.nextBoolean()) {
            Codes.set(code, bit);
          }
        }
      }
      codes.add(code);
    }
    return codes;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
