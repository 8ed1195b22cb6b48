package hashing.search;

import hashing.code.Codes;
import hashing.index.BinaryCodeField;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.lucene.codecs.Codec;
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
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.join.BitSetProducer;
import org.apache.lucene.search.join.QueryBitSetProducer;
import org.apache.lucene.store.Directory;

/**
 * A random index of parent documents, each behind one to four children with a code in field {@code
 * code}, and what a linear scan over it finds.
 */
final class FamilyCorpus implements Closeable {

  final int bitCount;
  final DirectoryReader reader;
  private final Random random;
  private final Directory directory;
  private final Map<Integer, byte[]> codes = new HashMap<>();

  FamilyCorpus(Random random, Directory directory, int bitCount, int families, Codec codec)
      throws IOException {
    this.random = random;
    this.directory = directory;
    this.bitCount = bitCount;
    FieldType type = BinaryCodeField.type(bitCount, -1);
    try (IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig().setCodec(codec))) {
      for (int family = 0; family < families; family++) {
        writer.addDocuments(family(family, type));
        if (random.nextInt(20) == 0) {
          writer.flush();
        } else if (random.nextInt(10) == 0) {
          Term any = new Term("family", Integer.toString(random.nextInt(family + 1)));
          writer.deleteDocuments(any);
        }
      }
    }
    reader = DirectoryReader.open(directory);
  }

  /** The parents of each segment. */
  static BitSetProducer parents() {
    return new QueryBitSetProducer(new TermQuery(new Term("kind", "parent")));
  }

  private List<Document> family(int number, FieldType type) {
    List<Document> block = new ArrayList<>();
    for (int c = random.nextInt(4); c >= 0; c--) {
      Document child = new Document();
      byte[] code = code();
      child.add(BinaryCodeField.field("code", code, type));
      child.add(new NumericDocValuesField("id", codes.size()));
      codes.put(codes.size(), code);
      block.add(child);
    }
    Document parent = new Document();
    parent.add(new StringField("kind", "parent", Field.Store.NO));
    block.add(parent);
    for (Document document : block) {
      document.add(new StringField("family", Integer.toString(number), Field.Store.NO));
    }
    return block;
  }

  /** A code whose first bits are zeros, so that distances are often equal. */
  byte[] code() {
    byte[] code = new byte[Codes.byteLength(bitCount)];
    for (int bit = Math.min(6, bitCount / 2); bit < bitCount; bit++) {
      if (random.nextBoolean()) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  /** The nearest child of every live parent, nearest first, ties by document. */
  List<CodeCorpus.Hit> scan(byte[] asked, BitSetProducer parents) throws IOException {
    Map<Integer, CodeCorpus.Hit> best = new HashMap<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      NumericDocValues ids = leaf.reader().getNumericDocValues("id");
      for (int doc = 0; doc < leaf.reader().maxDoc(); doc++) {
        boolean live = leaf.reader().getLiveDocs() == null || leaf.reader().getLiveDocs().get(doc);
        if (live && ids.advanceExact(doc)) {
          int distance = CodeCorpus.distance(codes.get((int) ids.longValue()), List.of(asked));
          int parent = leaf.docBase + parents.getBitSet(leaf).nextSetBit(doc);
          CodeCorpus.Hit hit = new CodeCorpus.Hit(leaf.docBase + doc, distance);
          best.merge(parent, hit, (a, b) -> b.distance() < a.distance() ? b : a);
        }
      }
    }
    List<CodeCorpus.Hit> hits = new ArrayList<>(best.values());
    hits.sort((a, b) ->
        a.distance() != b.distance()
            ? Integer.compare(a.distance(), b.distance())
            : Integer.compare(a.docId(), b.docId()));
    return hits;
  }

  @Override
  public void close() throws IOException {
    reader.close();
    directory.close();
  }
}
