package hashing.encode;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Vectors of texts by their terms: how often each is in the text and how rare it is among others,
 * projected to fewer numbers (latent semantic analysis).
 *
 * <p>A term is a run of two or more letters and digits in lower case. It counts in bucket {@code h
 * mod buckets}, {@code h} being its 32-bit FNV-1a over the bytes of its UTF-16 characters, low byte
 * first. A bucket met {@code n} times weighs {@code (1 + ln n) * idf}; the weights are divided by
 * their length, projected, and the vector is divided by its length, unless that is 0. All in
 * doubles, buckets in rising order, so that the same text gives the same vector on any machine.
 *
 * <p>Cost: the text's length, and {@code terms * dimension} multiplications. Safe for many threads;
 * {@link #close} does nothing.
 *
 * <p>Source: Deerwester, Dumais, Furnas, Landauer, Harshman, "Indexing by Latent Semantic
 * Analysis", 1990; Weinberger, Dasgupta, Langford, Smola, Attenberg, "Feature Hashing for Large
 * Scale Multitask Learning", 2009. Differs from the latter: no signs.
 */
public final class TermFeatures implements TextFeatures {

  private static final int FNV_START = 0x811C9DC5;
  private static final int FNV_PRIME = 0x01000193;

  private final TextSpec.Terms spec;
  private final float[] idf;
  private final float[] projection;

  /**
   * The arrays are not copied: nobody changes them.
   *
   * @param idf {@code float[buckets]}
   * @param projection {@code float[buckets][dimension]}, row by row
   * @throws IllegalArgumentException if a length does not fit, or a value is not finite
   */
  public TermFeatures(TextSpec.Terms spec, float[] idf, float[] projection) {
    check("idf", idf, spec.buckets());
    check("projection", projection, (long) spec.buckets() * spec.dimension());
    this.spec = spec;
    this.idf = idf;
    this.projection = projection;
  }

  private static void check(String name, float[] values, long length) {
    if (values.length != length) {
      throw new IllegalArgumentException(
          name + ": found " + values.length + " floats, allowed are " + length);
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            name + ": found " + value + ", allowed are finite floats");
      }
    }
  }

  /** How often the terms of a text meet each bucket. */
  public static Map<Integer, Integer> counts(String text, int buckets) {
    Map<Integer, Integer> counts = new TreeMap<>();
    String lower = text.toLowerCase(Locale.ROOT);
    int start = 0;
    for (int at = 0; at <= lower.length(); at++) {
      if (at == lower.length() || !Character.isLetterOrDigit(lower.charAt(at))) {
        if (at - start > 1) {
          counts.merge(hash(lower, start, at) & (buckets - 1), 1, Integer::sum);
        }
        start = at + 1;
      }
    }
    return counts;
  }

  private static int hash(String text, int start, int end) {
    int hash = FNV_START;
    for (int i = start; i < end; i++) {
      hash = (hash ^ (text.charAt(i) & 0xFF)) * FNV_PRIME;
      hash = (hash ^ (text.charAt(i) >>> 8)) * FNV_PRIME;
    }
    return hash;
  }

  /** The weights of buckets, of length 1 or without any. */
  public static Map<Integer, Double> weights(Map<Integer, Integer> counts, float[] idf) {
    Map<Integer, Double> weights = new TreeMap<>();
    double length = 0;
    for (Map.Entry<Integer, Integer> count : counts.entrySet()) {
      double weight = (1 + StrictMath.log(count.getValue())) * idf[count.getKey()];
      weights.put(count.getKey(), weight);
      length += weight * weight;
    }
    double divisor = length > 0 ? Math.sqrt(length) : 1;
    weights.replaceAll((bucket, weight) -> weight / divisor);
    return weights;
  }

  @Override
  public float[] vector(String text) {
    double[] sums = new double[spec.dimension()];
    weights(counts(text, spec.buckets()), idf)
        .forEach((bucket, weight) -> {
          int from = bucket * sums.length;
          for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * projection[from + i];
          }
        });
    double length = 0;
    for (double sum : sums) {
      length += sum * sum;
    }
    double divisor = length > 0 ? Math.sqrt(length) : 1;
    float[] vector = new float[sums.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (sums[i] / divisor);
    }
    return vector;
  }

  @Override
  public long byteSize() {
    return (long) Float.BYTES * (idf.length + projection.length);
  }

  @Override
  public void close() {}
}
