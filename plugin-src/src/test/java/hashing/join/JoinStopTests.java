package hashing.join;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Joins that are cancelled, refused memory or threads, or whose sink fails, give all back. */
public class JoinStopTests extends LuceneTestCase {
  private static final int COUNT = 20_000;
  private static final int RADIUS = 8;

  private final AtomicLong held = new AtomicLong();
  private ExecutorService pool;
  private byte[] list;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    pool = Executors.newFixedThreadPool(2);
    Random random = new Random(random().nextLong());
    ByteBuffer bytes = ByteBuffer.allocate(COUNT * Long.BYTES);
    long centre = random.nextLong();
    for (int i = 0; i < COUNT; i++) {
      long code = centre;
      for (int flips = 0; flips < 12; flips++) {
        code ^= 1L << random.nextInt(64);
      }
      bytes.putLong(code);
    }
    list = bytes.array();
  }

  @Override
  public void tearDown() throws Exception {
    pool.shutdown();
    super.tearDown();
  }

  private void join(JoinContext context, JoinStrategy strategy, PairSink sink) throws IOException {
    try (JoinCodes codes = JoinCodes.of(64, list, context)) {
      if (random().nextBoolean() && strategy != JoinStrategy.BUCKETS) {
        new NearestJoin(codes, codes, 5, 64, context, strategy, Kernel.V3).run(sink);
      } else {
        new RadiusJoin(codes, codes, RADIUS, context, strategy, Kernel.V3)
            .pairs(Long.MAX_VALUE, sink);
      }
    }
  }

  public void testCancelled() {
    for (JoinStrategy strategy : JoinStrategy.values()) {
      AtomicInteger left = new AtomicInteger(1 + random().nextInt(60));
      JoinContext context =
          new JoinContext(
              pool,
              1 + random().nextInt(3),
              held::addAndGet,
              () -> {
                if (left.decrementAndGet() < 0) {
                  throw new CancellationException("cancelled");
                }
              },
              _ -> {});
      expectThrows(CancellationException.class, () -> join(context, strategy, (a, b, d) -> {}));
      assertEquals(0, held.get());
    }
  }

  public void testSinkFails() {
    for (JoinStrategy strategy : JoinStrategy.values()) {
      AtomicInteger left = new AtomicInteger(random().nextInt(2_000));
      JoinContext context =
          new JoinContext(pool, 1 + random().nextInt(3), held::addAndGet, () -> {}, _ -> {});
      IOException failed =
          expectThrows(
              IOException.class,
              () ->
                  join(
                      context,
                      strategy,
                      (a, b, d) -> {
                        if (left.decrementAndGet() < 0) {
                          throw new IOException("disk full");
                        }
                      }));
      assertEquals("disk full", failed.getMessage());
      assertEquals(0, held.get());
    }
  }

  /** However little there is, it is asked for before it is taken, and all given back. */
  public void testNoMemory() throws IOException {
    for (JoinStrategy strategy : JoinStrategy.values()) {
      boolean done = false;
      for (long limit = 100_000; !done; limit = limit * 3 / 2) {
        long most = limit;
        JoinContext context =
            new JoinContext(
                pool,
                2,
                bytes -> {
                  if (held.addAndGet(bytes) > most && bytes > 0) {
                    held.addAndGet(-bytes);
                    throw new IllegalStateException("no room");
                  }
                },
                () -> {},
                _ -> {});
        try {
          join(context, strategy, (a, b, d) -> {});
          done = true;
        } catch (IllegalStateException e) {
          assertEquals("no room", e.getMessage());
        }
        assertEquals(0, held.get());
      }
    }
  }

  /** A pool that takes nothing leaves all to the calling thread. */
  public void testNoThreads() throws IOException {
    long[] pairs = new long[2];
    JoinContext refused =
        new JoinContext(
            task -> {
              throw new RejectedExecutionException("full");
            },
            3,
            held::addAndGet,
            () -> {},
            _ -> {});
    try (JoinCodes codes = JoinCodes.of(64, list, refused)) {
      pairs[0] = new RadiusJoin(codes, codes, 4, refused).pairs(0, (a, b, d) -> {}).pairs();
      JoinContext alone = JoinContext.unlimited();
      pairs[1] = new RadiusJoin(codes, codes, 4, alone).pairs(0, (a, b, d) -> {}).pairs();
    }
    assertEquals(pairs[1], pairs[0]);
    assertEquals(0, held.get());
  }

  /** Progress comes to the number of rows, by whatever strategy. */
  public void testProgress() throws IOException {
    for (JoinStrategy strategy : JoinStrategy.values()) {
      AtomicLong rows = new AtomicLong();
      JoinContext context = new JoinContext(pool, 2, held::addAndGet, () -> {}, rows::addAndGet);
      try (JoinCodes codes = JoinCodes.of(64, list, context)) {
        RadiusJoin join = new RadiusJoin(codes, codes, 4, context, strategy, Kernel.V3);
        assertEquals(codes.count(), join.predict().rows());
        join.codePairs((a, b, d) -> {});
        assertEquals(codes.count(), rows.get());
      }
    }
  }
}
