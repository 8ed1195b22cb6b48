package hashing.join;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What a join may use, and whom it asks.
 *
 * @param executor runs tasks beside the calling thread, which always works too, and takes up what
 *     is refused
 * @param threads tasks at once, the calling thread's among them; at least 1
 * @param memory told of bytes before they are taken, and of as many, negative, once they are given
 *     back; throws where there is no room, which ends the join. Thread-safe
 * @param check called about every millisecond by each thread; what it throws ends the join.
 *     Thread-safe
 * @param progress told the number of rows that were done since it was told last, of as many as
 *     {@link JoinWork#rows} says; more where some are done again. Thread-safe
 */
public record JoinContext(
    Executor executor, int threads, LongConsumer memory, Runnable check, LongConsumer progress) {

  public JoinContext {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, found " + threads);
    }
  }

  /** The calling thread alone, all the memory it likes, to the end. */
  public static JoinContext unlimited() {
    return new JoinContext(Runnable::run, 1, _ -> {}, () -> {}, _ -> {});
  }

  /** The same, where progress is counted in steps and told in rows. */
  JoinContext counting(long steps, long rows) {
    AtomicLong done = new AtomicLong();
    LongConsumer counted =
        more -> {
          long now = done.addAndGet(more);
          progress.accept(rows * now / steps - rows * (now - more) / steps);
        };
    return new JoinContext(executor, threads, memory, check, counted);
  }
}
