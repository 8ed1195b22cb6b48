package hashing.train;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.method.Methods;
import hashing.store.ModelName;
import hashing.store.PackageWriter;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.math.SavedRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/** A training that goes on from a checkpoint gives what it gives without a stop. */
public class ResumedTrainingTests {

  private final LabelledVectors data = SampleData.clusters(4, 50, 12, 0.6, 7);

  @Test
  public void testAResumedTrainingEqualsAnUninterruptedOne() {
    List<String> resumable = new ArrayList<>();
    for (Methods.Method method : Methods.all()) {
      if (trainer(method) instanceof ResumableTrainer trainer) {
        resumable.add(method.id());
        Kept kept = new Kept(null);
        byte[] whole = packaged(trainer, kept);
        int rounds = kept.states.size();
        assertTrue(method.id() + " " + rounds, rounds > 1);
        for (int after : new int[] {0, rounds / 2, rounds - 1}) {
          Kept from = new Kept(kept.states.get(after));
          byte[] resumed = packaged((ResumableTrainer) trainer(method), from);
          assertEquals(method.id(), rounds - 1 - after, from.states.size());
          assertArrayEquals(method.id() + " after round " + after, whole, resumed);
        }
      }
    }
    assertEquals(
        List.of("adsh", "csq", "ddsh", "dynamicsign", "greedyhash", "hashnet", "neuronmerging"),
        resumable);
  }

  private static HashTrainer trainer(Methods.Method method) {
    return method.trainer(8, 3, new Options(Map.of()));
  }

  private byte[] packaged(ResumableTrainer trainer, Checkpoint checkpoint) {
    TrainedEncoder encoder = trainer.train(data, Progress.NONE, checkpoint);
    return PackageWriter.write(PackageExport.of(encoder, ModelName.parse("r@1"), data.input()));
  }

  private static final class Kept implements Checkpoint {

    private final byte[] from;
    private final List<byte[]> states = new ArrayList<>();

    Kept(byte[] from) {
      this.from = from;
    }

    @Override
    public byte[] last() {
      return from;
    }

    @Override
    public void save(State state) {
      states.add(state.bytes());
    }
  }

  @Test
  public void testACheckpointOfAnotherTrainingIsRefused() {
    Methods.Method csq = Methods.get("csq");
    Kept kept = new Kept(null);
    packaged((ResumableTrainer) trainer(csq), kept);
    byte[] state = kept.states.getFirst();
    ResumableTrainer longer =
        (ResumableTrainer) csq.trainer(8, 3, new Options(Map.of("epochs", "31")));
    assertRefused("[30] epochs; this one has [31]", longer, state);
    ResumableTrainer wider =
        (ResumableTrainer) csq.trainer(8, 3, new Options(Map.of("hidden", "513")));
    assertRefused("another training", wider, state);
    ResumableTrainer narrower =
        (ResumableTrainer) csq.trainer(8, 3, new Options(Map.of("hidden", "511")));
    assertRefused("another training", narrower, state);
  }

  private void assertRefused(String message, ResumableTrainer trainer, byte[] state) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> trainer.train(data, Progress.NONE, new Kept(state)));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }

  @Test
  public void testTheSavedGeneratorIsJavasOwn() throws IOException {
    Random expected = new Random(42);
    SavedRandom random = new SavedRandom(42);
    for (int i = 0; i < 1000; i++) {
      assertEquals(expected.nextInt(), random.nextInt());
      assertEquals(expected.nextInt(1 + i), random.nextInt(1 + i));
      assertEquals(expected.nextGaussian(), random.nextGaussian(), 0);
      assertEquals(expected.nextDouble(), random.nextDouble(), 0);
      assertEquals(expected.nextBoolean(), random.nextBoolean());
    }
    random.nextGaussian();
    random.nextGaussian();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    random.save(new DataOutputStream(bytes));
    SavedRandom restored = new SavedRandom(1);
    restored.nextGaussian();
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = 0; i < 1000; i++) {
      assertEquals(random.nextLong(), restored.nextLong());
      assertEquals(random.nextGaussian(), restored.nextGaussian(), 0);
      random.nextGaussian();
      restored.nextGaussian();
    }
  }
}
