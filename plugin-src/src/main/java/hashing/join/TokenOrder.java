package hashing.join;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.lucene.util.IOUtils;

/**
 * Deals tokens, stretches of rows, to threads and hands over what they find in the order of tokens,
 * so that neither the answer nor what is cut of it depends on threads. Thread-safe.
 *
 * <p>No token is dealt that lies too far ahead of the one whose pairs are handed over next; that
 * one is always with a thread at work, so that waiting ends.
 */
final class TokenOrder {
  /** Tokens ahead, for each thread. */
  private static final int AHEAD = 8;

  private static final int WAIT_MILLIS = 100;

  /** Finds the pairs of some rows; one thread's. */
  interface Worker {

    /**
     * Works on rows {@code from} to {@code to - 1}; asks {@code found} often whether it is full.
     */
    void run(int from, int to, Found found) throws IOException;

    /** Ends, once no tokens are left. */
    default void end() {}
  }

  /** Makes a thread's worker, in that thread. */
  interface Workers {
    Worker make() throws IOException;
  }

  private final int rowCount;
  private final int rowsPerToken;
  private final int tokenCount;
  private final JoinContext context;
  private final CodePairSink sink;
  private final PairBuffer[] ready;
  private int dealt;
  private int next;
  private boolean handing;
  private boolean failed;

  /** What ended the join first, which is what the caller is told. */
  private Throwable failure;

  TokenOrder(int rowCount, int rowsPerToken, JoinContext context, CodePairSink sink) {
    this.rowCount = rowCount;
    this.rowsPerToken = rowsPerToken;
    this.tokenCount = (int) ((rowCount + (long) rowsPerToken - 1) / rowsPerToken);
    this.context = context;
    this.sink = sink;
    this.ready = new PairBuffer[AHEAD * context.threads()];
  }

  /** Bytes that pairs take at the most until they are handed over. */
  private long bufferBytes() {
    return Math.min(tokenCount, ready.length + context.threads()) * PairBuffer.MOST_BYTES;
  }

  /** Works all rows off by the context's threads. */
  void run(Workers workers) throws IOException {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int t = 0; t < Math.min(context.threads(), tokenCount); t++) {
      tasks.add(() -> {
        work(workers);
        return null;
      });
    }
    try (Reservation buffers = new Reservation(context.memory())) {
      buffers.add(bufferBytes());
      JoinTasks.run(context, tasks);
    } catch (IOException | RuntimeException | Error e) {
      Throwable first;
      synchronized (this) {
        first = failure == null ? e : failure;
      }
      throw IOUtils.rethrowAlways(first);
    }
  }

  private void work(Workers workers) throws IOException {
    try {
      int token = deal();
      if (token >= 0) {
        Worker worker = workers.make();
        for (; token >= 0; token = deal()) {
          context.check().run();
          Found found = new Found(token);
          int from = token * rowsPerToken;
          int to = (int) Math.min(rowCount, (long) from + rowsPerToken);
          worker.run(from, to, found);
          complete(token, found.buffer);
          context.progress().accept(to - from);
        }
        worker.end();
      }
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      throw e;
    }
  }

  /** What a thread finds in one token. */
  final class Found {
    private final int token;
    private final PairBuffer buffer = new PairBuffer();

    private Found(int token) {
      this.token = token;
    }

    /** Adds a pair; where there are many, hands them over before the token is done. */
    void add(int left, int right, int distance) throws IOException {
      if (buffer.isFull()) {
        tick();
        handOver(token, buffer);
      }
      buffer.add(left, right, distance);
    }

    /** Asks whether to go on. */
    void tick() {
      context.check().run();
    }
  }

  private synchronized void fail(Throwable cause) {
    if (!failed) {
      failure = cause;
    }
    failed = true;
    notifyAll();
  }

  /** The next token, -1 where none is left or another thread failed. */
  private synchronized int deal() {
    while (!failed && dealt < tokenCount && dealt >= next + ready.length) {
      await();
    }
    return failed || dealt == tokenCount ? -1 : dealt++;
  }

  private void await() {
    try {
      wait(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a join was interrupted", e);
    }
    context.check().run();
  }

  /** Waits until it is a token's turn, then hands over what there is of it. */
  private void handOver(int token, PairBuffer buffer) throws IOException {
    synchronized (this) {
      while (!failed && (next != token || handing)) {
        await();
      }
      if (failed) {
        throw new IllegalStateException("another thread of the join failed");
      }
      handing = true;
    }
    buffer.drain(sink);
    synchronized (this) {
      handing = false;
      notifyAll();
    }
  }

  /** Hands over a token that is done once it is its turn, and those that waited for it. */
  private void complete(int token, PairBuffer buffer) throws IOException {
    PairBuffer mine;
    synchronized (this) {
      ready[token % ready.length] = buffer;
      mine = take();
    }
    while (mine != null) {
      mine.drain(sink);
      synchronized (this) {
        handing = false;
        next++;
        notifyAll();
        mine = take();
      }
    }
  }

  /** The token whose turn it is, if it is done and nobody hands over. */
  private PairBuffer take() {
    PairBuffer found = handing || failed ? null : ready[next % ready.length];
    if (found != null) {
      handing = true;
      ready[next % ready.length] = null;
    }
    return found;
  }
}
