package hashing.benchmark;

import hashing.index.BinaryCodeField;
import hashing.index.BinaryCodesFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * Finds the least heap, of some, that a merge gets by with: runs it in a JVM of each size until one
 * does not run out of memory. The JVM's own classes and Lucene's writer are in it.
 */
final class MergeHeap {

  private final Path folder;
  private final int bits;
  private final int count;
  private final int segments;
  private final long seed;

  MergeHeap(Path work, int bits, int count, int segments, long seed) {
    this.folder = work.resolve("merge-" + bits + "-" + count);
    this.bits = bits;
    this.count = count;
    this.segments = segments;
    this.seed = seed;
  }

  /**
   * What a merge needs.
   *
   * @param heapMebibytes the least heap that did, -1 if none did
   * @param tooSmallMebibytes the largest heap that did not, 0 if none was tried
   */
  record Result(
      int bits,
      int codes,
      int segments,
      int heapMebibytes,
      int tooSmallMebibytes,
      double seconds) {}

  /** Tries heaps, ascending. */
  Result find(int[] mebibytes) throws IOException {
    IOUtils.rm(folder);
    Files.createDirectories(folder);
    try {
      write();
      int failed = 0;
      for (int heap : mebibytes) {
        long start = System.nanoTime();
        if (merges(heap)) {
          double seconds = (System.nanoTime() - start) / 1e9;
          Result result = new Result(bits, count, segments, heap, failed, seconds);
          System.out.println(result);
          return result;
        }
        failed = heap;
      }
      return new Result(bits, count, segments, -1, failed, 0);
    } finally {
      IOUtils.rm(folder);
    }
  }

  private void write() throws IOException {
    FieldType type = BinaryCodeField.type(bits, -1);
    try (MMapDirectory directory = new MMapDirectory(folder);
        IndexWriter writer =
            new IndexWriter(
                directory,
                BuildTrial.config(new BinaryCodesFormat())
                    .setMergePolicy(NoMergePolicy.INSTANCE))) {
      for (int part = 0; part < segments; part++) {
        CodeSet set = CodeSets.clustered(bits, count / segments, 1, seed + part);
        for (int i = 0; i < set.count(); i++) {
          byte[] code = new byte[set.byteLength()];
          System.arraycopy(set.codes(), i * code.length, code, 0, code.length);
          Document document = new Document();
          document.add(BinaryCodeField.field(CodeIndex.FIELD, code, type));
          writer.addDocument(document);
        }
        writer.flush();
      }
    }
  }

  private boolean merges(int mebibytes) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + mebibytes + "m",
                "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                MergeHeap.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling(folder.getFileName() + ".log").toFile())
            .start();
    try {
      return process.waitFor() == 0;
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Merges the index in a folder, and leaves it as it was. */
  public static void main(String[] arguments) throws IOException {
    try (MMapDirectory directory = new MMapDirectory(Path.of(arguments[0]))) {
      IndexWriter writer = new IndexWriter(directory, BuildTrial.config(new BinaryCodesFormat()));
      writer.forceMerge(1);
      writer.rollback();
    }
  }
}
