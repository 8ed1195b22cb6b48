package hashing.encode;

/**
 * Resizes a grey picture exactly as Pillow's LANCZOS filter does (version 3.4 and later).
 *
 * <p>The kernel is {@code sinc(x) sinc(x / 3)} on {@code |x| < 3}, widened by the scale when
 * shrinking. Rows first, then columns; each pass in fixed point with 22 fraction bits, rounded and
 * clamped to 0..255; a pass that changes no size is left out. Stateless.
 */
final class LanczosResize {

  private static final int FRACTION_BITS = 22;
  private static final double SUPPORT = 3;

  private LanczosResize() {}

  /** The weights of one side: of output {@code i}, from input {@code first[i]} on. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Taps(int[] first, int[][] weights) {}

  /** From {@code byte[height][width]} to {@code byte[newHeight][newWidth]}. */
  static byte[] resize(byte[] grey, int width, int height, int newWidth, int newHeight) {
    byte[] wide = grey;
    if (width != newWidth) {
      Taps taps = taps(width, newWidth);
      wide = new byte[height * newWidth];
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < newWidth; x++) {
          wide[y * newWidth + x] = sample(grey, y * width + taps.first[x], 1, taps.weights[x]);
        }
      }
    }
    if (height == newHeight) {
      return wide;
    }
    Taps taps = taps(height, newHeight);
    byte[] resized = new byte[newHeight * newWidth];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        resized[y * newWidth + x] =
            sample(wide, taps.first[y] * newWidth + x, newWidth, taps.weights[y]);
      }
    }
    return resized;
  }

  private static byte sample(byte[] values, int start, int step, int[] weights) {
    int sum = 1 << (FRACTION_BITS - 1);
    int at = start;
    for (int weight : weights) {
      sum += weight * (values[at] & 0xFF);
      at += step;
    }
    return (byte) Math.clamp(sum >> FRACTION_BITS, 0, 255);
  }

  private static Taps taps(int old, int size) {
    double scale = (double) old / size;
    double stretch = Math.max(scale, 1.0);
    double support = SUPPORT * stretch;
    int[] first = new int[size];
    int[][] weights = new int[size][];
    for (int i = 0; i < size; i++) {
      double centre = (i + 0.5) * scale;
      first[i] = Math.max((int) (centre - support + 0.5), 0);
      int last = Math.min((int) (centre + support + 0.5), old);
      double[] real = new double[last - first[i]];
      double total = 0;
      for (int k = 0; k < real.length; k++) {
        real[k] = kernel((k + first[i] - centre + 0.5) * (1.0 / stretch));
        total += real[k];
      }
      weights[i] = new int[real.length];
      for (int k = 0; k < real.length; k++) {
        double weight = real[k] / total;
        weights[i][k] = (int) ((weight < 0 ? -0.5 : 0.5) + weight * (1 << FRACTION_BITS));
      }
    }
    return new Taps(first, weights);
  }

  private static double kernel(double x) {
    if (x < -SUPPORT || x >= SUPPORT) {
      return 0;
    }
    return sinc(x) * sinc(x / SUPPORT);
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(x * Math.PI) / (x * Math.PI);
  }
}
