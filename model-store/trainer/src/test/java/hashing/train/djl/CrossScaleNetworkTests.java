package hashing.train.djl;

import static hashing.method.EveryTrainer.assertRefused;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class CrossScaleNetworkTests {

  /** What the windows explain is taken off, and nothing where they see nothing. */
  @Test
  public void testTheContextIsTakenOffTheLocalMap() {
    InputSpec.Image image = InputSpec.Image.unit(24, 24, InputSpec.Channels.GREY);
    Random random = new Random(3);
    CrossScaleNetwork with = new CrossScaleNetwork(image, 8, true, 5);
    CrossScaleNetwork without = new CrossScaleNetwork(image, 8, false, 5);
    Map<String, float[]> values = NetworkSession.firstValues(with, random);
    float[][] rows = new float[20][image.size()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
    }
    float[][] first = new NetworkParameters(with, values).relaxed(rows);
    float[][] second = new NetworkParameters(without, values).relaxed(rows);
    Map<String, float[]> blind = new LinkedHashMap<>(values);
    blind.put("windows_2.weight", new float[values.get("windows_2.weight").length]);
    blind.put("windows_3.weight", new float[values.get("windows_3.weight").length]);
    float[][] third = new NetworkParameters(with, blind).relaxed(rows);
    float[][] fourth = new NetworkParameters(without, blind).relaxed(rows);
    for (int row = 0; row < rows.length; row++) {
      double apart = 0;
      for (int bit = 0; bit < 5; bit++) {
        apart += Math.abs(first[row][bit] - second[row][bit]);
        // Windows that see nothing explain nothing.
        assertEquals(fourth[row][bit], third[row][bit], 1e-6);
      }
      assertTrue(apart > 1e-4);
    }
  }

  @Test
  public void testBadPlansAreRefused() {
    InputSpec.Image small = InputSpec.Image.unit(23, 24, InputSpec.Channels.GREY);
    InputSpec.Image image = InputSpec.Image.unit(24, 24, InputSpec.Channels.GREY);
    assertRefused("width", () -> new CrossScaleNetwork(small, 8, true, 5));
    assertRefused("channels modulo 8", () -> new CrossScaleNetwork(image, 12, true, 5));
    assertRefused("bits", () -> new CrossScaleNetwork(image, 8, true, 0));
  }
}
