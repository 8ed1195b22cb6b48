package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One search for the 10 nearest of clustered codes, by one thread: ours, by a linear scan over
 * codes in an array, and by Lucene's HNSW graph of bit vectors. {@link JmhCommand} writes the
 * indices and adds the recall.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class NearestBenchmark {

  /** Neighbours. */
  static final int K = 10;

  /** Queries that are asked in turn. */
  static final int QUERIES = 100;

  static final long SEED = 1;

  /** The command's folder, with an index of each count and width. */
  @Param("")
  public String folder;

  @Param("64")
  public int bits;

  @Param("100000")
  public int count;

  private CodeSet set;
  private CodeIndex ours;
  private CodeIndex hnsw;
  private NearestPeers peers;
  private int asked;

  /** Opens the indices. */
  @Setup
  public void open() throws IOException {
    set = CodeSets.clustered(bits, count, QUERIES, SEED);
    ours = CodeIndex.open(Path.of(folder, NearestPeers.OURS, set.name()));
    Path graph = Path.of(folder, NearestPeers.HNSW, set.name());
    hnsw = Files.exists(graph) ? CodeIndex.open(graph) : null;
    peers = new NearestPeers(set, ours, hnsw);
  }

  /** Closes them. */
  @TearDown
  public void close() throws IOException {
    ours.close();
    if (hnsw != null) {
      hnsw.close();
    }
  }

  private byte[] next() {
    asked = (asked + 1) % QUERIES;
    return set.query(asked);
  }

  /** Our query, as the planner has it. */
  @Benchmark
  public int[] ours() throws IOException {
    return peers.ours(next(), K);
  }

  /** Every code compared, word by word. */
  @Benchmark
  public int[] linearScan() {
    return peers.linearScan(next(), K);
  }

  /** Lucene's approximate search. */
  @Benchmark
  public int[] hnsw() throws IOException {
    return peers.hnsw(next(), K);
  }
}
