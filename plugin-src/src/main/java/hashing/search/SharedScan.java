package hashing.search;

import hashing.index.SegmentCodes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One scan of a segment for a radius by all the threads that ask for its result, each taking some
 * blocks at a time. Thread-safe.
 *
 * <p>Nobody waits but for threads that are at work on their last blocks, so that threads of one
 * pool, however small, cannot keep one another waiting for ever.
 */
final class SharedScan {

  /** Blocks taken at once: at most some hundred microseconds of codes of usual length. */
  private static final int BLOCKS = 32;

  private final SegmentCodes codes;
  private final QueryCodes query;
  private final RadiusFinds finds;
  private final SearchTrace.Leaf trace;
  private final AtomicInteger nextBlock = new AtomicInteger();
  private final CompletableFuture<NearDocuments> result = new CompletableFuture<>();
  private BlockBounds bounds;
  private int atWork;

  SharedScan(SegmentCodes codes, QueryCodes query, RadiusFinds finds, SearchTrace.Leaf trace) {
    this.codes = codes;
    this.query = query;
    this.finds = finds;
    this.trace = trace;
  }

  /** The radius scanned for. */
  int radius() {
    return finds.radius();
  }

  /**
   * Scans along, then gives the whole result.
   *
   * @throws SearchStoppedException if this or another thread was told to stop
   */
  NearDocuments run(StopCheck stop) throws IOException {
    if (enter()) {
      try {
        RadiusHits hits = new RadiusHits(finds, stop);
        BlockScan scan = new BlockScan(codes, List.of(query), List.of(bounds()), List.of(hits));
        int blocks = codes.blockCount();
        for (int from = nextBlock.getAndAdd(BLOCKS);
            from < blocks;
            from = nextBlock.getAndAdd(BLOCKS)) {
          scan.blocks(from, Math.min(from + BLOCKS, blocks), true);
        }
        leave(hits);
      } catch (IOException | RuntimeException | Error e) {
        result.completeExceptionally(e);
        throw e;
      }
    }
    return await();
  }

  private synchronized boolean enter() {
    boolean left = nextBlock.get() < codes.blockCount();
    // An empty segment has a result too.
    boolean needed = left || (atWork == 0 && !result.isDone());
    atWork += needed ? 1 : 0;
    return needed;
  }

  private synchronized BlockBounds bounds() throws IOException {
    if (bounds == null) {
      bounds = new BlockBounds(codes, query);
    }
    return bounds;
  }

  private synchronized void leave(RadiusHits hits) {
    finds.add(hits);
    trace.strategy = Strategy.SCAN;
    trace.verified = codes.ordinalCount();
    if (--atWork == 0) {
      NearDocuments found = finds.finish();
      trace.completeTo = radius();
      trace.documents = found.size();
      result.complete(found);
    }
  }

  private NearDocuments await() throws IOException {
    try {
      return result.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case SearchStoppedException stopped -> throw new SearchStoppedException(stopped);
        case IOException damage -> throw damage;
        case RuntimeException refused -> throw refused;
        default -> throw e;
      }
    }
  }
}
