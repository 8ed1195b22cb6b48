package hashing.benchmark;

import hashing.index.BinaryCodeField;
import hashing.index.BinaryCodesFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.lucene.codecs.bitvectors.HnswBitVectorsFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Times flush and merge of our format, with and without tables, and of Lucene's HNSW format for bit
 * vectors, on the same codes, one thread each; and says what the files take.
 */
@Command(
    name = "build",
    description =
        "Flush and merge against Lucene's HNSW bit vectors; size of files; heap of a merge.",
    mixinStandardHelpOptions = true)
final class BuildCommand implements Callable<Integer> {

  @Option(names = "--bits", split = ",", description = "Multiples of 8. Default: 64,128,256")
  private int[] bits = {64, 128, 256};

  @Option(names = "--counts", split = ",", description = "Codes. Default: 100000,1000000")
  private int[] counts = {100_000, 1_000_000};

  @Option(
      names = "--hnsw-most",
      description =
          "HNSW is built of counts up to this; it needs minutes for a million. Default: 100000")
  private int hnswMost = 100_000;

  @Option(names = "--segments", description = "Segments merged into one. Default: 10")
  private int segments = 10;

  @Option(names = "--seed", description = "Default: 1")
  private long seed = 1;

  @Option(
      names = "--heap-count",
      description = "Codes of the merge whose heap is looked for; 0, the default, for none.")
  private int heapCount;

  @Option(
      names = "--heaps",
      split = ",",
      description = "Heaps to try, in MiB, ascending. Default: 192,256,320,384,512,768,1024")
  private int[] heaps = {192, 256, 320, 384, 512, 768, 1024};

  @Option(names = "--work", description = "Folder for indices. Default: target/build")
  private Path work = Path.of("target", "build");

  @Option(names = "--report", description = "JSON file. Default: reports/build.json")
  private Path report = Path.of("reports", "build.json");

  /** How many times longer HNSW takes. */
  private record Ratio(String data, double flush, double merge) {}

  @Override
  public Integer call() throws IOException {
    Report written = new Report("build");
    written.put("segments", segments);
    for (int count : counts) {
      for (int bit : bits) {
        compare(CodeSets.clustered(bit, count, 1, seed), written);
      }
    }
    if (heapCount > 0) {
      for (int bit : bits) {
        written.row(new MergeHeap(work, bit, heapCount, segments, seed).find(heaps));
      }
    }
    written.write(report);
    return 0;
  }

  private void compare(CodeSet set, Report written) throws IOException {
    written.data(set);
    BuildTrial trial = new BuildTrial(work, set, segments);
    var type = BinaryCodeField.type(set.bits(), -1);
    // The first run of each warms up the code that the second one is timed with.
    trial.run("ours", new BinaryCodesFormat(), type);
    BuildTrial.Result ours = trial.run("ours", new BinaryCodesFormat(), type);
    written.row(ours);
    written.row(trial.run("ours without tables", new BinaryCodesFormat(Integer.MAX_VALUE), type));
    if (set.count() <= hnswMost) {
      BuildTrial.Result hnsw = trial.run("hnsw", new HnswBitVectorsFormat(), type);
      written.row(hnsw);
      Ratio ratio =
          new Ratio(
              set.name(),
              hnsw.flushSeconds() / ours.flushSeconds(),
              hnsw.mergeSeconds() / ours.mergeSeconds());
      written.row(ratio);
      System.out.println(ratio);
    }
    System.out.println(ours);
  }
}
