package hashing.search;

import hashing.index.SegmentCodes;
import hashing.probe.ProbeCosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.lucene.search.TaskExecutor;

/**
 * A scan of one segment for the nearest codes by as many threads as are free, each taking some
 * blocks at a time. A task that comes when no blocks are left ends at once, so that a busy pool
 * makes the scan no slower than one thread alone.
 */
final class SplitScan {

  /** A task should take longer than it takes to wake a thread. */
  private static final double TASK_NANOS = 100_000;

  private static final double CHUNK_NANOS = 20_000;

  private static final int MOST_TASKS = 16;

  private SplitScan() {}

  /**
   * Keys of the nearest documents of each thread, in any order.
   *
   * @param hits makes a thread's collector; what they hold must not overlap, as parents would
   */
  static long[] run(
      SegmentCodes codes,
      QueryCodes query,
      Supplier<NearestHits> hits,
      TaskExecutor executor,
      SearchTrace.Leaf trace)
      throws IOException {
    double nanos = ProbeCosts.scan(codes.ordinalCount(), codes.wordCount(), query.count());
    int tasks = (int) Math.min(MOST_TASKS, Math.ceil(nanos / TASK_NANOS));
    int chunk = (int) Math.max(1, codes.blockCount() * CHUNK_NANOS / nanos);
    return run(codes, query, hits, executor, Math.max(1, tasks), chunk, trace);
  }

  /** So many tasks, taking so many blocks at once. */
  static long[] run(
      SegmentCodes codes,
      QueryCodes query,
      Supplier<NearestHits> hits,
      TaskExecutor executor,
      int taskCount,
      int chunk,
      SearchTrace.Leaf trace)
      throws IOException {
    int blocks = codes.blockCount();
    AtomicInteger next = new AtomicInteger();
    List<Callable<long[]>> tasks = new ArrayList<>();
    for (int t = 0; t < taskCount; t++) {
      tasks.add(() -> {
        NearestHits own = hits.get();
        SearchTrace.Leaf part = new SearchTrace.Leaf();
        for (int from = next.getAndAdd(chunk); from < blocks; from = next.getAndAdd(chunk)) {
          BlockScan.run(codes, query, own, part, from, Math.min(from + chunk, blocks));
        }
        synchronized (trace) {
          trace.verified += part.verified;
        }
        return own.keys();
      });
    }
    long[] keys = new long[0];
    for (long[] part : executor.invokeAll(tasks)) {
      int end = keys.length;
      keys = Arrays.copyOf(keys, end + part.length);
      System.arraycopy(part, 0, keys, end, part.length);
    }
    trace.strategy = Strategy.SCAN;
    return keys;
  }
}
