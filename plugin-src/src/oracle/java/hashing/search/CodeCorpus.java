package hashing.search;

import hashing.code.Codes;
import hashing.index.BinaryCodeField;
import hashing.index.BinaryCodesFormat;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;

/**
 * A random index of codes in field {@code code}, and what a linear scan over it finds. Documents
 * have an {@code id}, their place in {@link #codes}, and a {@code group}, {@code id % 7}.
 */
final class CodeCorpus implements Closeable {

  /** A document within reach, in the order of results. */
  record Hit(int docId, int distance) {}

  final int bitCount;
  final Random random;

  /** Null where a document has no code. */
  final List<byte[]> codes = new ArrayList<>();

  final List<byte[]> centres = new ArrayList<>();
  final Directory directory;
  final DirectoryReader reader;

  /** Codec with our format and tables from so many codes on, null for Lucene's own format. */
  static Codec codec(Integer minOrdinalsOfTables) {
    if (minOrdinalsOfTables == null) {
      return new Lucene104Codec();
    }
    KnnVectorsFormat format = new BinaryCodesFormat(minOrdinalsOfTables);
    return new Lucene104Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
      }
    };
  }

  CodeCorpus(Random random, Directory directory, int bitCount, int count, Codec codec)
      throws IOException {
    this.random = random;
    this.bitCount = bitCount;
    this.directory = directory;
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      centres.add(uniform());
    }
    IndexWriterConfig config = new IndexWriterConfig().setCodec(codec);
    if (random.nextInt(3) == 0) {
      config.setIndexSort(new Sort(new SortField("order", SortField.Type.LONG)));
    }
    FieldType type = BinaryCodeField.type(bitCount, -1);
    int kind = random.nextInt(3);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int id = 0; id < count; id++) {
        writer.addDocument(document(id, kind, type));
        if (random.nextInt(count) < 3) {
          writer.flush();
        }
      }
      int deletes = random.nextBoolean() ? 0 : random.nextInt(count + 1);
      for (int i = 0; i < deletes; i++) {
        writer.deleteDocuments(new Term("id", Integer.toString(random.nextInt(count))));
      }
      if (random.nextInt(3) == 0) {
        writer.forceMerge(1 + random.nextInt(2));
      }
    }
    reader = DirectoryReader.open(directory);
  }

  private Document document(int id, int kind, FieldType type) {
    Document document = new Document();
    document.add(new StringField("id", Integer.toString(id), Field.Store.NO));
    document.add(new NumericDocValuesField("id", id));
    document.add(new NumericDocValuesField("order", random.nextInt(50)));
    document.add(new StringField("group", Integer.toString(id % 7), Field.Store.NO));
    byte[] code = random.nextInt(10) == 0 ? null : kind == 0 ? uniform() : clustered(kind);
    codes.add(code);
    if (code != null) {
      document.add(BinaryCodeField.field("code", code, type));
    }
    return document;
  }

  byte[] uniform() {
    byte[] code = new byte[Codes.byteLength(bitCount)];
    for (int bit = 0; bit < bitCount; bit++) {
      if (random.nextBoolean()) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  /** Near a centre; of kind 1 often the same. */
  byte[] clustered(int kind) {
    byte[] code = centres.get(random.nextInt(centres.size())).clone();
    int flips = kind == 1 ? random.nextInt(2) : random.nextInt(Math.max(2, bitCount / 6));
    for (int i = 0; i < flips; i++) {
      int bit = random.nextInt(bitCount);
      code[bit >> 3] ^= (byte) (0x80 >>> (bit & 7));
    }
    return code;
  }

  /** One to three codes to ask for, of all kinds. */
  List<byte[]> query() {
    List<byte[]> query = new ArrayList<>();
    do {
      int kind = random.nextInt(4);
      byte[] stored = codes.isEmpty() ? null : codes.get(random.nextInt(codes.size()));
      query.add(
          kind == 0 || (kind == 3 && stored == null)
              ? uniform()
              : kind == 3 ? stored : clustered(kind));
    } while (query.size() < 3 && random.nextInt(4) == 0);
    return query;
  }

  /** All live documents with a code that pass, nearest first, ties by document. */
  List<Hit> scan(IndexReader over, List<byte[]> query, Bits accepted) throws IOException {
    List<Hit> hits = new ArrayList<>();
    for (LeafReaderContext leaf : over.leaves()) {
      Bits live = leaf.reader().getLiveDocs();
      NumericDocValues ids = leaf.reader().getNumericDocValues("id");
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        if (!ids.advanceExact(doc) || (live != null && !live.get(doc))) {
          continue;
        }
        int id = (int) ids.longValue();
        if (codes.get(id) != null && (accepted == null || accepted.get(id))) {
          hits.add(new Hit(leaf.docBase + doc, distance(codes.get(id), query)));
        }
      }
    }
    // Sorting is stable, and documents come in order.
    hits.sort((a, b) -> Integer.compare(a.distance, b.distance));
    return Collections.unmodifiableList(hits);
  }

  static int distance(byte[] code, List<byte[]> query) {
    int least = Integer.MAX_VALUE;
    for (byte[] asked : query) {
      int distance = 0;
      for (int bit = 0; bit < code.length * 8; bit++) {
        distance += Codes.get(code, bit) == Codes.get(asked, bit) ? 0 : 1;
      }
      least = Math.min(least, distance);
    }
    return least;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
