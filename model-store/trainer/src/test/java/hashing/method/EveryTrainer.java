package hashing.method;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.train.HashTrainer;
import hashing.train.Progress;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import java.util.Arrays;
import java.util.function.LongFunction;
import org.junit.function.ThrowingRunnable;

/** What is asked of every trainer, whether it reads labels or not. */
public final class EveryTrainer {

  private EveryTrainer() {}

  /** The same seed gives the same values to the last bit, another seed gives others. */
  public static void assertTheSeedDecides(LongFunction<HashTrainer> ofSeed) {
    LabelledVectors data = SampleData.clusters(6, 100, 20, 0.8, 2);
    float[][] first = relaxed(ofSeed.apply(5), data);
    assertTrue(Arrays.deepEquals(first, relaxed(ofSeed.apply(5), data)));
    assertFalse(Arrays.deepEquals(first, relaxed(ofSeed.apply(6), data)));
  }

  private static float[][] relaxed(HashTrainer trainer, LabelledVectors data) {
    return trainer.train(data, Progress.NONE).parameters().relaxed(data.rows());
  }

  /** A call is refused with a message that begins with a field's name. */
  public static void assertRefused(String field, ThrowingRunnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call);
    assertTrue(e.getMessage(), e.getMessage().startsWith("[" + field + "]"));
  }
}
