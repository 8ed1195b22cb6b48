package hashing.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * The indices in {@code src/test/resources/index-v*}: two segments of {@value #DOCS} documents in
 * all, with deletions, each document known by its doc value "number". Its files are written once
 * for a version of the format and never again; what they hold can be computed here.
 */
final class FormatFixture {

  static final int DOCS = 500;

  private FormatFixture() {}

  /** Code of document {@code number} in the field "code" of 64 bits, null for some. */
  static byte[] code(int number) {
    return number % 11 == 3 ? null : bytes(number % 5 == 0 ? 0 : number, 8);
  }

  /** Code of document {@code number} in the field "wide" of 997 bits, null for most. */
  static byte[] wide(int number) {
    if (number % 16 != 1) {
      return null;
    }
    byte[] code = bytes(number, 125);
    code[124] &= (byte) 0xF8;
    return code;
  }

  static boolean deleted(int number) {
    return number % 10 == 7;
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Writes the index to the folder that the argument names. */
  public static void main(String[] args) throws IOException {
    KnnVectorsFormat format = new BinaryCodesFormat(100);
    KnnVectorsFormat fields =
        new PerFieldKnnVectorsFormat() {
          @Override
          public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
            return format;
          }
        };
    Codec base = Codec.getDefault();
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setUseCompoundFile(false)
            .setMergePolicy(NoMergePolicy.INSTANCE)
            .setCodec(
                new FilterCodec(base.getName(), base) {
                  @Override
                  public KnnVectorsFormat knnVectorsFormat() {
                    return fields;
                  }
                });
    try (Directory dir = FSDirectory.open(Path.of(args[0]));
        IndexWriter writer = new IndexWriter(dir, config)) {
      for (int number = 0; number < DOCS; number++) {
        writer.addDocument(document(number));
        if (number == 299) {
          writer.flush();
        }
      }
      writer.commit();
      for (int number = 0; number < DOCS; number++) {
        if (deleted(number)) {
          writer.deleteDocuments(new Term("id", Integer.toString(number)));
        }
      }
    }
  }

  private static Document document(int number) {
    Document doc = new Document();
    doc.add(new StringField("id", Integer.toString(number), Field.Store.NO));
    doc.add(new NumericDocValuesField("number", number));
    if (code(number) != null) {
      doc.add(BinaryCodeField.field("code", code(number), BinaryCodeField.type(64, 8)));
    }
    if (wide(number) != null) {
      doc.add(BinaryCodeField.field("wide", wide(number), BinaryCodeField.type(997, -1)));
    }
    return doc;
  }
}
