package hashing.search;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;

/**
 * A random index and a hundred or more random queries against a linear scan over it. The index has
 * uniform or clustered codes, often equal ones, of any number of bits; documents without a code;
 * several segments, some of them merged, or sorted; deletes; tables from few or many codes on, or
 * Lucene's own format; files that are mapped, read, or in memory.
 */
public final class OracleRound {

  private static final int[] BITS = {1, 7, 8, 24, 63, 64, 65, 128, 256, 1000};

  private final Random random;
  private final Path folder;
  private final OracleCounts counts;

  private OracleRound(long seed, Path folder, OracleCounts counts) {
    this.random = new Random(seed);
    this.folder = folder;
    this.counts = counts;
  }

  /**
   * Runs a round; the same seed asks the same.
   *
   * @param folder empty; for the index, where it is on disk
   * @throws AssertionError if a query finds anything else than the scan; it has the seed
   */
  public static void run(
      long seed, Path folder, Function<IndexReader, IndexSearcher> searchers, OracleCounts counts)
      throws IOException {
    try {
      new OracleRound(seed, folder, counts).run(searchers);
    } catch (AssertionError e) {
      throw new AssertionError("Round of seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /** A searcher that gives every segment, and parts of large ones, to {@code executor}. */
  public static IndexSearcher concurrent(IndexReader reader, Executor executor) {
    return new IndexSearcher(reader, executor) {
      @Override
      protected LeafSlice[] slices(List<LeafReaderContext> leaves) {
        return slices(leaves, 100, 1, true);
      }
    };
  }

  private void run(Function<IndexReader, IndexSearcher> searchers) throws IOException {
    int bits = random.nextInt(6) == 0 ? 1 + random.nextInt(300) : BITS[random.nextInt(BITS.length)];
    HammingOracle oracle = new HammingOracle(random, counts);
    if (random.nextInt(8) == 0) {
      try (FamilyCorpus corpus =
          new FamilyCorpus(random, directory(), bits, 1 + random.nextInt(60), codec())) {
        for (int i = 0; i < 5; i++) {
          oracle.check(corpus, searchers.apply(corpus.reader));
        }
      }
      return;
    }
    try (CodeCorpus corpus = new CodeCorpus(random, directory(), bits, size(), codec())) {
      IndexSearcher searcher = searchers.apply(corpus.reader);
      for (int i = 0; i < 2; i++) {
        oracle.check(corpus, searcher);
      }
    }
  }

  private int size() {
    return switch (random.nextInt(40)) {
      case 0, 1, 2, 3 -> 1 + random.nextInt(3);
      case 4, 5 -> 1_500;
      case 6 -> 10_000;
      default -> 1 + random.nextInt(400);
    };
  }

  private Codec codec() {
    return switch (random.nextInt(8)) {
      case 0 -> CodeCorpus.codec(null);
      case 1 -> CodeCorpus.codec(10_000);
      default -> CodeCorpus.codec(1 + random.nextInt(8));
    };
  }

  private Directory directory() throws IOException {
    return switch (random.nextInt(3)) {
      case 0 -> new MMapDirectory(folder);
      case 1 -> new NIOFSDirectory(folder);
      default -> new ByteBuffersDirectory();
    };
  }
}
