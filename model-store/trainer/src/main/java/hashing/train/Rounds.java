package hashing.train;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * The rounds of a training, which can be left after any of them and taken up again: what is then
 * trained is the same, bit for bit.
 *
 * @param stage what a round is called, for who is told of the progress
 * @param count how many in all
 * @param parts all that changes from round to round, in an order that never changes
 */
public record Rounds(String stage, int count, List<Saved> parts) {

  /** One round; returns its loss. */
  @FunctionalInterface
  public interface Round {
    double run(int round);
  }

  /**
   * Runs the rounds that are left and returns the last one's loss.
   *
   * @throws IllegalArgumentException if the checkpoint's state is not one of such a training
   */
  public double run(Progress progress, Checkpoint checkpoint, Round round) {
    double[] loss = new double[1];
    byte[] last = checkpoint.last();
    int done = last == null ? 0 : restore(last, loss);
    progress.start(stage, count);
    for (int skipped = 0; skipped < done; skipped++) {
      progress.step("");
    }
    for (int i = done; i < count; i++) {
      loss[0] = round.run(i);
      int now = i + 1;
      checkpoint.save(() -> state(now, loss[0]));
      progress.step(String.format(Locale.ROOT, "loss %.4f", loss[0]));
    }
    return loss[0];
  }

  private byte[] state(int done, double loss) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(count);
      out.writeInt(done);
      out.writeDouble(loss);
      for (Saved part : parts) {
        part.save(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private int restore(byte[] state, double[] loss) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      int total = in.readInt();
      if (total != count) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the checkpoint is of a training of [%d] %s; this one has [%d]",
                total,
                stage,
                count));
      }
      int done = in.readInt();
      loss[0] = in.readDouble();
      for (Saved part : parts) {
        part.restore(in);
      }
      if (in.read() >= 0) {
        throw new IllegalArgumentException("the checkpoint is of another training: it is longer");
      }
      return done;
    } catch (IOException e) {
      throw new IllegalArgumentException("the checkpoint is of another training, or cut", e);
    }
  }
}
