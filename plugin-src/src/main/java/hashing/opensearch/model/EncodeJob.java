package hashing.opensearch.model;

import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.Scheduler;

/**
 * Inputs that somebody wants encoded, until all of them are, or encoding failed or took too long.
 * While it waits in a model's queue it keeps that model's encoder open. Thread-safe.
 */
final class EncodeJob {
  private final String name;
  private final List<EncoderInput> inputs;
  private final boolean wantsRelaxed;
  private final ActionListener<EncodedBatch> listener;
  private final Encoding[] encodings;
  private int taken;
  private int left;
  private boolean done;
  private float[] relaxed;
  private LoadedModel loaded;
  private Scheduler.Cancellable timer;

  /** That encode parts of it now. */
  private final List<EncodeBatch> running = new ArrayList<>(1);

  /**
   * A job that nobody has yet.
   *
   * @param name of the model, as it was asked for
   * @param inputs at least one
   * @param wantsRelaxed of the first input
   */
  EncodeJob(
      String name,
      List<EncoderInput> inputs,
      boolean wantsRelaxed,
      ActionListener<EncodedBatch> listener) {
    this.name = name;
    this.inputs = inputs;
    this.wantsRelaxed = wantsRelaxed;
    this.listener = listener;
    this.encodings = new Encoding[inputs.size()];
    this.left = encodings.length;
  }

  /** Some inputs of a job, which a thread encodes. */
  record Part(EncodeJob job, int from, int to) {

    List<EncoderInput> inputs() {
      return to - from == job.inputs.size() ? job.inputs : job.inputs.subList(from, to);
    }

    /** Has a batch told when the job ends before it is handed in. */
    void begin(EncodeBatch batch) {
      job.begin(batch);
    }

    /** Nobody needs to be told any more. */
    void end(EncodeBatch batch) {
      job.end(batch);
    }

    /** Whether {@link EncodedBatch#relaxed} is asked for and comes of this part. */
    boolean wantsRelaxed() {
      return job.wantsRelaxed && from == 0;
    }

    /**
     * Hands in what became of the inputs.
     *
     * @param relaxed null where there is none
     */
    void encoded(List<Encoding> encodings, float[] relaxed) {
      job.encoded(from, encodings, relaxed);
    }
  }

  String name() {
    return name;
  }

  /** Has it cancelled when it is done. */
  void timer(Scheduler.Cancellable cancellable) {
    synchronized (this) {
      if (!done) {
        timer = cancellable;
        return;
      }
    }
    if (cancellable != null) {
      cancellable.cancel();
    }
  }

  /**
   * Keeps an encoder open until it is done.
   *
   * @param used counts this job as a user already
   * @return false where it is done, and does not
   */
  synchronized boolean keep(LoadedModel used) {
    if (!done) {
      loaded = used;
    }
    return !done;
  }

  /** The next inputs that nobody encodes yet, null where there are none or it is done. */
  synchronized Part next(int most) {
    if (done || taken == encodings.length) {
      return null;
    }
    int from = taken;
    taken = Math.min(encodings.length, from + most);
    return new Part(this, from, taken);
  }

  private void begin(EncodeBatch batch) {
    synchronized (this) {
      if (!done) {
        running.add(batch);
        return;
      }
    }
    batch.ended();
  }

  private synchronized void end(EncodeBatch batch) {
    running.remove(batch);
  }

  /** What it was doing, for whoever waited too long. */
  synchronized String progress() {
    if (loaded == null) {
      return "the model was not loaded yet";
    }
    return (encodings.length - left)
        + " of "
        + encodings.length
        + " inputs were encoded, "
        + (encodings.length - taken)
        + " not begun";
  }

  /** Whether there are inputs that nobody encodes yet. */
  synchronized boolean waits() {
    return !done && taken < encodings.length;
  }

  private void encoded(int from, List<Encoding> some, float[] relaxedOfFirst) {
    Model model;
    synchronized (this) {
      if (done) {
        return;
      }
      for (int i = 0; i < some.size(); i++) {
        encodings[from + i] = some.get(i);
      }
      relaxed = from == 0 ? relaxedOfFirst : relaxed;
      left -= some.size();
      if (left > 0) {
        return;
      }
      model = loaded.model();
    }
    if (finish()) {
      listener.onResponse(new EncodedBatch(model, Arrays.asList(encodings), relaxed));
    }
  }

  /** Ends it, unless it is done; what is being encoded of it is thrown away. */
  boolean fail(Exception failure) {
    boolean first = finish();
    if (first) {
      listener.onFailure(failure);
    }
    return first;
  }

  private boolean finish() {
    LoadedModel used;
    Scheduler.Cancellable clock;
    List<EncodeBatch> batches;
    synchronized (this) {
      if (done) {
        return false;
      }
      done = true;
      used = loaded;
      clock = timer;
      batches = List.copyOf(running);
      running.clear();
    }
    if (clock != null) {
      clock.cancel();
    }
    batches.forEach(EncodeBatch::ended);
    if (used != null) {
      used.decRef();
    }
    return true;
  }
}
