package hashing.encode;

import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * Lets another thread end what one encodes, loads or tries: what runs natively ends at the end of
 * the operator that it is at, and nothing runs natively any more. Used once. Thread-safe.
 *
 * <p>A thread works under it by {@link #call}; whatever runs natively below, in whatever encoder,
 * does so by {@link #interruptible}.
 */
public final class Cancellation {

  private static final ScopedValue<Cancellation> CURRENT = ScopedValue.newInstance();

  private final Consumer<Cancellation> firstRun;
  private boolean begun;
  private boolean cancelled;
  private Runnable stop;

  /** One that somebody may cancel at any time. */
  public Cancellation() {
    this(_ -> {});
  }

  /**
   * One that is told of when something runs natively for the first time, as the time that its
   * package takes to arrive is not the encoder's.
   */
  public Cancellation(Consumer<Cancellation> firstRun) {
    this.firstRun = firstRun;
  }

  /**
   * Works under it.
   *
   * @throws CancellationException if it was cancelled before the work was done
   */
  public <T, X extends Exception> T call(ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** Ends what runs natively, now and later; at most one thread is at it. */
  public synchronized void cancel() {
    cancelled = true;
    if (stop != null) {
      stop.run();
    }
  }

  /**
   * Runs something native, under the cancellation that the thread works under, if any.
   *
   * @param stop makes the run end by an exception; called by another thread while it runs, if at
   *     all
   * @throws CancellationException if it is cancelled
   */
  public static <T, X extends Exception> T interruptible(
      Runnable stop, ScopedValue.CallableOp<T, X> run) throws X {
    if (!CURRENT.isBound()) {
      return run.call();
    }
    Cancellation current = CURRENT.get();
    current.begin(stop);
    try {
      return run.call();
    } catch (Exception e) {
      current.check(e);
      throw e;
    } finally {
      current.end();
    }
  }

  private void begin(Runnable newStop) {
    boolean first;
    synchronized (this) {
      check(null);
      first = !begun;
      begun = true;
      stop = newStop;
    }
    if (first) {
      firstRun.accept(this);
    }
  }

  private synchronized void end() {
    stop = null;
  }

  private synchronized void check(Exception cause) {
    if (cancelled) {
      CancellationException exception = new CancellationException("encoding was cancelled");
      exception.initCause(cause);
      throw exception;
    }
  }
}
