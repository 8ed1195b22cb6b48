package hashing.encode;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;

import java.util.Random;
import org.junit.Test;

/** Which vectors are taken, beside a look at each float by itself. */
public class FloatInputsTests {
  private static final long SEED = 20261121L;

  private static final float[] FINITE = {
    0f, -0f, 1f, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -Float.MIN_NORMAL
  };

  private static final float[] OTHERS = {
    Float.NaN, Float.intBitsToFloat(0xffffffff), Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };

  @Test
  public void testFiniteVectorsAlone() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    for (int round = 0; round < 20_000; round++) {
      float[] values = new float[1 + random.nextInt(100)];
      int first = -1;
      for (int i = values.length - 1; i >= 0; i--) {
        boolean finite = random.nextInt(60) > 0;
        float[] from = finite ? FINITE : OTHERS;
        values[i] =
            finite && random.nextBoolean() ? random.nextFloat() : from[random.nextInt(from.length)];
        first = Float.isFinite(values[i]) ? first : i;
      }
      check(values, first);
    }
  }

  private static void check(float[] values, int first) {
    InputSpec spec = new InputSpec.Vector(values.length);
    EncoderInput input = new EncoderInput.Vector(values);
    if (first < 0) {
      assertSame(values, FloatInputs.read(spec, input));
      return;
    }
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> FloatInputs.read(spec, input));
    assertEquals(
        "found "
            + values[first]
            + " at position "
            + first
            + " of the vector, allowed is a finite one",
        e.getMessage());
  }
}
