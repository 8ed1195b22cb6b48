package hashing.opensearch.model;

import hashing.encode.EncoderInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.AbstractRunnable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;

/**
 * Encodes on the node's threads for encoding, in batches with whatever else waits for the same
 * model, and in time or not at all. Thread-safe.
 *
 * <p>What may come of it besides codes: {@link IllegalArgumentException} where the model is unknown
 * or cannot be loaded, 429 where too many requests wait or memory is full, 503 where it took longer
 * than {@link EncodeThreads#TIMEOUT}.
 */
public final class EncodeRequests {
  private final ModelRegistry models;
  private final EncodeCounters counters;

  /** Jobs that wait for a model to be loaded; a slot is here while a thread loads into it. */
  private final Map<ModelSlot, List<EncodeJob>> loading = new HashMap<>();

  EncodeRequests(ModelRegistry models, EncodeCounters counters) {
    this.models = models;
    this.counters = counters;
  }

  /**
   * Encodes and returns at once.
   *
   * @param name of the model
   * @param inputs at least one
   * @param wantsRelaxed whether {@link EncodedBatch#relaxed} is wanted
   * @param listener called in the caller's context, on a thread on which it may go on
   */
  public void encode(
      String name,
      List<EncoderInput> inputs,
      boolean wantsRelaxed,
      ActionListener<EncodedBatch> listener) {
    submit(name, inputs, wantsRelaxed, models.threads().forked(listener));
  }

  /**
   * Encodes and waits for it. Few may wait at a time, so that a slow model does not take all
   * threads of the callers' kind.
   *
   * @throws OpenSearchRejectedExecutionException if too many wait already
   */
  public EncodedBatch await(String name, List<EncoderInput> inputs, boolean wantsRelaxed) {
    EncodeThreads threads = models.threads();
    if (!threads.beginWait()) {
      counters.rejected();
      throw new OpenSearchRejectedExecutionException(
          "model [" + name + "]: too many searches wait for models on this node already");
    }
    try {
      PlainActionFuture<EncodedBatch> future = new PlainActionFuture<>();
      submit(name, inputs, wantsRelaxed, future);
      return future.actionGet();
    } finally {
      threads.endWait();
    }
  }

  private void submit(
      String name,
      List<EncoderInput> inputs,
      boolean wantsRelaxed,
      ActionListener<EncodedBatch> listener) {
    long begin = System.nanoTime();
    ActionListener<EncodedBatch> timed =
        ActionListener.runBefore(listener, () -> counters.answered(System.nanoTime() - begin));
    EncodeJob job = new EncodeJob(name, inputs, wantsRelaxed, timed);
    EncodeThreads threads = models.threads();
    TimeValue time = threads.timeout();
    try {
      Model model = models.model(name);
      job.timer(threads.afterTimeout(time, () -> timeOut(job, time)));
      ModelSlot slot = models.slot(model);
      LoadedModel loaded = slot.useLoaded(model);
      if (loaded != null) {
        enqueue(job, loaded);
      } else {
        load(slot, job, threads);
      }
    } catch (RuntimeException e) {
      job.fail(e);
    }
  }

  private static void enqueue(EncodeJob job, LoadedModel loaded) {
    if (job.keep(loaded)) {
      loaded.queue().add(job);
    } else {
      loaded.decRef();
    }
  }

  private void load(ModelSlot slot, EncodeJob job, EncodeThreads threads) {
    boolean start;
    boolean full;
    synchronized (loading) {
      start = !loading.containsKey(slot);
      List<EncodeJob> waiting = loading.computeIfAbsent(slot, _ -> new ArrayList<>());
      waiting.removeIf(other -> !other.waits());
      full = waiting.size() >= threads.queueSize();
      if (!full) {
        waiting.add(job);
      }
    }
    if (full) {
      EncodeQueue.reject(job, threads, counters);
    } else if (start) {
      threads.execute(new Load(slot));
    }
  }

  private void timeOut(EncodeJob job, TimeValue time) {
    String progress = job.progress();
    OpenSearchStatusException failure =
        new OpenSearchStatusException(
            "model ["
                + job.name()
                + "] did not encode within ["
                + time
                + "], which ["
                + EncodeThreads.TIMEOUT.getKey()
                + "] allows: "
                + progress,
            RestStatus.SERVICE_UNAVAILABLE);
    if (job.fail(failure)) {
      counters.timedOut();
    }
  }

  /** Loads a model for those who wait for it, until nobody does. */
  private final class Load extends AbstractRunnable {
    private final ModelSlot slot;

    Load(ModelSlot slot) {
      this.slot = slot;
    }

    @Override
    protected void doRun() {
      for (List<EncodeJob> jobs = take(); !jobs.isEmpty(); jobs = take()) {
        for (EncodeJob job : jobs) {
          if (job.waits()) {
            load(job);
          }
        }
      }
    }

    private void load(EncodeJob job) {
      try {
        enqueue(job, models.use(job.name()));
      } catch (RuntimeException e) {
        job.fail(e);
      }
    }

    private List<EncodeJob> take() {
      synchronized (loading) {
        List<EncodeJob> jobs = loading.get(slot);
        if (jobs.isEmpty()) {
          loading.remove(slot);
          return List.of();
        }
        loading.put(slot, new ArrayList<>());
        return jobs;
      }
    }

    /** The node stops. */
    @Override
    public void onFailure(Exception e) {
      for (List<EncodeJob> jobs = take(); !jobs.isEmpty(); jobs = take()) {
        jobs.forEach(job -> job.fail(e));
      }
    }
  }
}
