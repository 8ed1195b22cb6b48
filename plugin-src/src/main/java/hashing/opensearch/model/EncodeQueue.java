package hashing.opensearch.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.opensearch.common.util.concurrent.AbstractRunnable;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;

/**
 * What waits for one encoder. A thread takes as many inputs as are worth a batch, of whoever wants
 * them, at once and without waiting for more: an idle encoder delays nobody, a busy one gathers.
 * Those who want many take turns with those who want few. Thread-safe.
 */
final class EncodeQueue {
  private final LoadedModel loaded;
  private final EncodeThreads threads;
  private final EncodeCounters counters;
  private final Queue<EncodeJob> waiting = new ArrayDeque<>();
  private int workers;

  EncodeQueue(LoadedModel loaded, EncodeThreads threads, EncodeCounters counters) {
    this.loaded = loaded;
    this.threads = threads;
    this.counters = counters;
  }

  /** Adds a job that keeps the encoder open; it fails at once where too many wait. */
  void add(EncodeJob job) {
    boolean full;
    boolean start = false;
    synchronized (this) {
      if (waiting.size() >= threads.queueSize()) {
        waiting.removeIf(other -> !other.waits());
      }
      full = waiting.size() >= threads.queueSize();
      if (!full) {
        waiting.add(job);
        start = workers < threads.threadsOfModel();
        workers += start ? 1 : 0;
      }
    }
    if (full) {
      reject(job, threads, counters);
    } else if (start) {
      threads.execute(new Worker());
    }
  }

  /** Fails a job for which there is no room. */
  static void reject(EncodeJob job, EncodeThreads threads, EncodeCounters counters) {
    counters.rejected();
    job.fail(
        new OpenSearchRejectedExecutionException(
            "model ["
                + job.name()
                + "] has "
                + threads.queueSize()
                + " requests waiting, as many as ["
                + EncodeThreads.QUEUE_SIZE.getKey()
                + "] allows"));
  }

  /** Takes a batch, and keeps the encoder open for it; empty where nothing waits. */
  private synchronized EncodeBatch take() {
    List<EncodeJob.Part> parts = new ArrayList<>();
    int room = loaded.encoder().batchSize();
    while (room > 0 && !waiting.isEmpty()) {
      EncodeJob job = waiting.remove();
      EncodeJob.Part part = job.next(room);
      if (part != null) {
        parts.add(part);
        room -= part.to() - part.from();
        if (job.waits()) {
          waiting.add(job);
        }
      }
    }
    // A job in time has kept it open; if the last one is done since, so is everybody.
    if (parts.isEmpty() || !loaded.tryIncRef()) {
      workers--;
      return new EncodeBatch(List.of());
    }
    return new EncodeBatch(parts);
  }

  private synchronized List<EncodeJob> giveUp() {
    workers--;
    List<EncodeJob> all = new ArrayList<>(waiting);
    waiting.clear();
    return all;
  }

  /** Encodes batch after batch, and gets in line again behind other models that wait. */
  private final class Worker extends AbstractRunnable {

    @Override
    protected void doRun() {
      while (encodeSome()) {
        if (threads.othersWait()) {
          threads.execute(this);
          return;
        }
      }
    }

    private boolean encodeSome() {
      EncodeBatch batch = take();
      if (batch.isEmpty()) {
        return false;
      }
      try {
        batch.encode(loaded.encoder(), counters);
      } finally {
        loaded.decRef();
      }
      return true;
    }

    /** The node stops. */
    @Override
    public void onFailure(Exception e) {
      giveUp().forEach(job -> job.fail(e));
    }
  }
}
