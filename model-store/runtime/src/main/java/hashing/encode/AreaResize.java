package hashing.encode;

/**
 * Brings a picture to another size: what is see-through is laid on white, and each new pixel is the
 * mean over the area that it covers, parts of pixels counted by their share. Shapes are not kept.
 *
 * <p>In doubles, rows by columns, rounded half up, so that a file gives the same samples wherever
 * it is computed; an opaque picture of the size asked for gives its own. Stateless.
 *
 * <p>Cost: time in proportion to the pixels of the larger of both pictures, about 10 ns each for
 * grey and 20 for colour.
 */
public final class AreaResize {

  private static final int WHITE = 255;

  private AreaResize() {}

  /** An opaque picture of {@code width} by {@code height} pixels with the same channels. */
  public static DecodedImage resize(DecodedImage image, int width, int height) {
    int channels = image.channels();
    byte[] samples = new byte[width * height * channels];
    double[] means = new double[channels];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        means(image, side(image.width(), width, x), side(image.height(), height, y), means);
        for (int channel = 0; channel < channels; channel++) {
          samples[at++] = (byte) Math.round(means[channel]);
          means[channel] = 0;
        }
      }
    }
    return new DecodedImage(width, height, channels, samples);
  }

  /** What a new pixel covers of a side, in old pixels: from {@code start} to {@code end}. */
  private record Side(double start, double end) {

    private double length() {
      return end - start;
    }

    private int first() {
      return (int) start;
    }

    private int last() {
      return (int) Math.ceil(end) - 1;
    }

    /** How much of an old pixel is covered, 0 to 1. */
    private double covered(int pixel) {
      return Math.min(end, pixel + 1) - Math.max(start, pixel);
    }
  }

  private static Side side(int old, int size, int position) {
    return new Side((double) position * old / size, (double) (position + 1) * old / size);
  }

  private static void means(DecodedImage image, Side columns, Side rows, double[] means) {
    int channels = image.channels();
    byte[] samples = image.samples();
    byte[] alpha = image.alpha();
    double area = rows.length() * columns.length();
    for (int row = rows.first(); row <= rows.last(); row++) {
      double high = rows.covered(row);
      for (int column = columns.first(); column <= columns.last(); column++) {
        double share = high * columns.covered(column) / area;
        int pixel = row * image.width() + column;
        int opaque = alpha == null ? WHITE : alpha[pixel] & 0xFF;
        for (int channel = 0; channel < channels; channel++) {
          int sample = samples[pixel * channels + channel] & 0xFF;
          means[channel] += share * (sample * opaque + WHITE * (WHITE - opaque)) / WHITE;
        }
      }
    }
  }
}
