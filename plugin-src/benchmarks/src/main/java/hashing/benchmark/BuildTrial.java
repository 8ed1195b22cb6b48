package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;

/** Builds indices of one code set and times it, in the calling thread alone. */
final class BuildTrial {

  private final Path work;
  private final CodeSet set;
  private final int segments;

  BuildTrial(Path work, CodeSet set, int segments) {
    this.work = work;
    this.set = set;
    this.segments = segments;
  }

  /**
   * What one format took.
   *
   * @param flushSeconds adding all codes and writing them as one segment
   * @param mergeSeconds merging as many codes in {@code segments} segments into one
   * @param bytesPerCode files of the one segment, by extension, a code
   */
  record Result(
      String data,
      String format,
      double flushSeconds,
      double mergeSeconds,
      Map<String, Double> bytesPerCode) {}

  Result run(String name, KnnVectorsFormat format, FieldType type) throws IOException {
    Path folder = work.resolve(set.name());
    IOUtils.rm(folder);
    Files.createDirectories(folder);
    try (MMapDirectory directory = new MMapDirectory(folder)) {
      double flush = write(directory, format, type, 1);
      Map<String, Double> sizes = sizes(directory, set.count());
      for (String file : directory.listAll()) {
        directory.deleteFile(file);
      }
      write(directory, format, type, segments);
      double merge = merge(directory, format);
      return new Result(set.name(), name, flush, merge, sizes);
    } finally {
      IOUtils.rm(folder);
    }
  }

  static IndexWriterConfig config(KnnVectorsFormat format) {
    return new IndexWriterConfig()
        .setUseCompoundFile(false)
        .setMergeScheduler(new SerialMergeScheduler())
        .setRAMBufferSizeMB(2000)
        .setCodec(
            new Lucene104Codec() {
              @Override
              public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return format;
              }
            });
  }

  /** Seconds to add and flush the codes as so many segments. */
  private double write(MMapDirectory directory, KnnVectorsFormat format, FieldType type, int parts)
      throws IOException {
    IndexWriterConfig config = config(format).setMergePolicy(NoMergePolicy.INSTANCE);
    long start = System.nanoTime();
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int part = 0; part < parts; part++) {
        int to = (int) ((long) set.count() * (part + 1) / parts);
        for (int i = (int) ((long) set.count() * part / parts); i < to; i++) {
          byte[] code = new byte[set.byteLength()];
          System.arraycopy(set.codes(), i * code.length, code, 0, code.length);
          Document document = new Document();
          document.add(new KnnByteVectorField(CodeIndex.FIELD, code, type));
          writer.addDocument(document);
        }
        writer.flush();
      }
    }
    return seconds(start);
  }

  private static double merge(MMapDirectory directory, KnnVectorsFormat format) throws IOException {
    long start = System.nanoTime();
    try (IndexWriter writer = new IndexWriter(directory, config(format))) {
      writer.forceMerge(1);
    }
    return seconds(start);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Map<String, Double> sizes(MMapDirectory directory, int count) throws IOException {
    Map<String, Double> sizes = new TreeMap<>();
    for (String file : directory.listAll()) {
      String extension = IndexFileNames.getExtension(file);
      // Vector files alone: names have the format's name in them.
      if (extension != null && file.lastIndexOf('_') > 0) {
        sizes.merge(extension, (double) directory.fileLength(file) / count, Double::sum);
      }
    }
    return sizes;
  }
}
