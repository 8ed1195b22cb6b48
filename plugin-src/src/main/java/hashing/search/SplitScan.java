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
    double nanos =
        ProbeCosts.scan(
            codes.ordinalCount(), codes.columnCount(), query.count(), codes.byteLength());
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
    BlockBounds bounds = new BlockBounds(codes, query);
    NearestHits first = hits.get();
    scan(codes, query, bounds, first).near();
    AtomicInteger next = new AtomicInteger();
    List<Callable<long[]>> tasks = new ArrayList<>();
    for (int t = 0; t < taskCount; t++) {
      NearestHits own = t == 0 ? first : hits.get();
      tasks.add(() -> {
        int from = next.getAndAdd(chunk);
        if (from < blocks) {
          BlockScan scan = scan(codes, query, bounds, own);
          for (; from < blocks; from = next.getAndAdd(chunk)) {
            scan.blocks(from, Math.min(from + chunk, blocks), false);
          }
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
    trace.verified = codes.ordinalCount();
    return keys;
  }

  private static BlockScan scan(
      SegmentCodes codes, QueryCodes query, BlockBounds bounds, NearestHits hits) {
    return new BlockScan(codes, List.of(query), List.of(bounds), List.of(hits));
  }
}
