package hashing.opensearch.model;

import hashing.encode.Cancellation;
import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.RelaxedEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of jobs that one run encodes. Where all of those jobs end before it, such as in want of
 * time, the run is ended. Thread-safe.
 */
final class EncodeBatch {
  private final List<EncodeJob.Part> parts;
  private final Cancellation cancellation = new Cancellation();
  private int wanted;

  EncodeBatch(List<EncodeJob.Part> parts) {
    this.parts = parts;
    this.wanted = parts.size();
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Encodes, and hands in to the jobs what became of it. */
  void encode(Encoder encoder, EncodeCounters counters) {
    parts.forEach(part -> part.begin(this));
    try {
      cancellation.call(() -> {
        run(encoder, counters);
        return null;
      });
    } catch (RuntimeException e) {
      parts.forEach(part -> part.job().fail(e));
    } finally {
      parts.forEach(part -> part.end(this));
    }
  }

  private void run(Encoder encoder, EncodeCounters counters) {
    List<Encoding> encodings = counters.encode(encoder, inputs());
    int from = 0;
    for (EncodeJob.Part part : parts) {
      int to = from + part.to() - part.from();
      handIn(part, encodings.subList(from, to), encoder);
      from = to;
    }
  }

  private List<EncoderInput> inputs() {
    if (parts.size() == 1) {
      return parts.getFirst().inputs();
    }
    List<EncoderInput> inputs = new ArrayList<>();
    parts.forEach(part -> inputs.addAll(part.inputs()));
    return inputs;
  }

  private static void handIn(EncodeJob.Part part, List<Encoding> encodings, Encoder encoder) {
    float[] relaxed = null;
    if (part.wantsRelaxed()
        && encodings.getFirst() instanceof Encoding.Encoded
        && encoder instanceof RelaxedEncoder signs) {
      try {
        relaxed = signs.relaxed(part.inputs().getFirst());
      } catch (RuntimeException e) {
        part.job().fail(e);
        return;
      }
    }
    part.encoded(encodings, relaxed);
  }

  /** A job of it has ended, by this or otherwise. */
  synchronized void ended() {
    wanted--;
    if (wanted == 0) {
      cancellation.cancel();
    }
  }
}
