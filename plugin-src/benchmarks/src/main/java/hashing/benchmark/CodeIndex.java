package hashing.benchmark;

import hashing.index.BinaryCodeField;
import hashing.index.BinaryCodesFormat;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.ObjIntConsumer;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;

/** A Lucene index of codes in mapped files, one code a document, in one segment. */
public final class CodeIndex implements Closeable {

  /** The field that holds the codes. */
  public static final String FIELD = "code";

  private final MMapDirectory directory;
  private final DirectoryReader reader;

  private CodeIndex(MMapDirectory directory) throws IOException {
    this.directory = directory;
    this.reader = DirectoryReader.open(directory);
  }

  /** Writes codes in our format into an empty folder, document {@code i} code {@code i}. */
  public static CodeIndex write(Path folder, CodeSet set) throws IOException {
    return write(folder, set, new BinaryCodesFormat(), BinaryCodeField.type(set.bits(), -1));
  }

  /** Writes codes in any format of byte vectors. */
  public static CodeIndex write(Path folder, CodeSet set, KnnVectorsFormat format, FieldType type)
      throws IOException {
    return write(folder, set, format, type, (document, id) -> {});
  }

  /** Adds more fields to each document, which is given with its number. */
  static CodeIndex write(
      Path folder,
      CodeSet set,
      KnnVectorsFormat format,
      FieldType type,
      ObjIntConsumer<Document> more)
      throws IOException {
    MMapDirectory directory = new MMapDirectory(folder);
    IndexWriterConfig config =
        new IndexWriterConfig()
            .setRAMBufferSizeMB(1024)
            .setCodec(
                new Lucene104Codec() {
                  @Override
                  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                    return format;
                  }
                });
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      byte[] code = new byte[set.byteLength()];
      for (int i = 0; i < set.count(); i++) {
        System.arraycopy(set.codes(), i * code.length, code, 0, code.length);
        Document document = new Document();
        document.add(new KnnByteVectorField(FIELD, code.clone(), type));
        more.accept(document, i);
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
    return new CodeIndex(directory);
  }

  /** Opens an index written before. */
  public static CodeIndex open(Path folder) throws IOException {
    return new CodeIndex(new MMapDirectory(folder));
  }

  /** Searches in the calling thread, without a cache. */
  public IndexSearcher searcher() {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setQueryCache(null);
    return searcher;
  }

  /** Bytes of all files. */
  public long bytes() throws IOException {
    long sum = 0;
    for (String file : directory.listAll()) {
      sum += directory.fileLength(file);
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    IOUtils.close(reader, directory);
  }
}
