package hashing.encode;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;

public class TermFeaturesTests {

  private static final long SEED = 20261121L;
  private static final int BUCKETS = 64;

  /** FNV-1a as its authors state it, over bytes. */
  private static int bucket(String term) {
    long hash = 2166136261L;
    for (byte b : term.getBytes(StandardCharsets.UTF_16LE)) {
      hash = ((hash ^ (b & 0xFF)) * 16777619L) & 0xFFFFFFFFL;
    }
    return (int) (hash % BUCKETS);
  }

  @Test
  public void testCounts() {
    Map<Integer, Integer> expected = new TreeMap<>();
    for (String term : new String[] {"red", "car", "red", "stra\u00dfe", "x11", "\u6771\u4eac"}) {
      expected.merge(bucket(term), 1, Integer::sum);
    }
    assertEquals(
        expected,
        TermFeatures.counts(
            "Red CAR, a red: Stra\u00dfe (X11) \u6771\u4eac - 7 \ud83d\ude00", BUCKETS));
    assertEquals(Map.of(), TermFeatures.counts("", BUCKETS));
    assertEquals(Map.of(), TermFeatures.counts("a b . c", BUCKETS));
  }

  @Test
  public void testVectorAgainstPlainLoops() {
    Random random = new Random(SEED);
    TextSpec.Terms spec = new TextSpec.Terms(5, BUCKETS, 100);
    float[] idf = floats(BUCKETS, random);
    float[] projection = floats(BUCKETS * 5, random);
    TermFeatures features = new TermFeatures(spec, idf, projection);
    double[] weights = new double[BUCKETS];
    weights[bucket("red")] += 1 + Math.log(2);
    weights[bucket("car")] += 1;
    double[] vector = new double[5];
    double length = 0;
    for (int i = 0; i < 5; i++) {
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        vector[i] += weights[bucket] * idf[bucket] * projection[bucket * 5 + i];
      }
      length += vector[i] * vector[i];
    }
    float[] found = features.vector("Red car red");
    for (int i = 0; i < 5; i++) {
      assertEquals("seed " + SEED, vector[i] / Math.sqrt(length), found[i], 1e-6);
    }
    assertArrayEquals(new float[5], features.vector("?"), 0);
  }

  private static float[] floats(int length, Random random) {
    float[] floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = (float) random.nextGaussian();
    }
    return floats;
  }

  @Test
  public void testRefusals() {
    TextSpec.Terms spec = new TextSpec.Terms(2, 4, 100);
    assertThrows(
        IllegalArgumentException.class, () -> new TermFeatures(spec, new float[3], new float[8]));
    assertThrows(
        IllegalArgumentException.class, () -> new TermFeatures(spec, new float[4], new float[9]));
    float[] nan = {0, Float.NaN, 0, 0};
    assertThrows(IllegalArgumentException.class, () -> new TermFeatures(spec, nan, new float[8]));
    assertThrows(IllegalArgumentException.class, () -> new TextSpec.Terms(2, 5, 100));
    assertThrows(IllegalArgumentException.class, () -> new TextSpec.Terms(65536, 1 << 20, 100));
  }
}
