package hashing.encode;

/**
 * The 64 x 64 brightness values that PDQ transforms.
 *
 * <p>In 32-bit floats: {@code 0.299 R + 0.587 G + 0.114 B}, grey as it is; then twice a box blur
 * along the rows, {@code ceil(width / 128)} wide, and along the columns, {@code ceil(height / 128)}
 * high, as running sums over windows that the borders cut; then the value at {@code (i + 0.5) size
 * / 64} of each side. A picture of 64 x 64 pixels is not blurred.
 *
 * <p>Cost: two arrays of 4 bytes a pixel, four passes. Stateless.
 */
final class PdqLuma {

  private static final int SIDE = 64;
  private static final int PASSES = 2;

  /** Columns blurred together, so that a row is read by the cache line. */
  private static final int STRIPE = 16;

  private PdqLuma() {}

  /** {@code float[64][64]}. */
  static float[] shrunk(DecodedImage image) {
    int width = image.width();
    int height = image.height();
    float[] luma = luma(image);
    if (width == SIDE && height == SIDE) {
      return luma;
    }
    float[] other = new float[luma.length];
    for (int pass = 0; pass < PASSES; pass++) {
      for (int y = 0; y < height; y++) {
        blur(luma, other, y * width, width, 1, (width + 127) / 128);
      }
      for (int x = 0; x < width; x += STRIPE) {
        blurColumns(other, luma, x, Math.min(STRIPE, width - x), width, height);
      }
    }
    float[] small = new float[SIDE * SIDE];
    for (int i = 0; i < SIDE; i++) {
      int y = (int) ((i + 0.5) * height / SIDE);
      for (int j = 0; j < SIDE; j++) {
        small[i * SIDE + j] = luma[y * width + (int) ((j + 0.5) * width / SIDE)];
      }
    }
    return small;
  }

  private static float[] luma(DecodedImage image) {
    float[] luma = new float[image.width() * image.height()];
    byte[] samples = image.samples();
    for (int i = 0, at = 0; i < luma.length; i++, at += image.channels()) {
      luma[i] =
          image.channels() == 1
              ? samples[i] & 0xFF
              : 0.299f * (samples[at] & 0xFF)
                  + 0.587f * (samples[at + 1] & 0xFF)
                  + 0.114f * (samples[at + 2] & 0xFF);
    }
    return luma;
  }

  /** One line: means over {@code [i - before, i + after]}, cut at the ends. */
  private static void blur(float[] from, float[] to, int start, int length, int step, int window) {
    int after = (window + 2) / 2 - 1;
    int before = window - 1 - after;
    float sum = 0;
    int first = 0;
    int last = 0;
    for (int i = 0; i < length; i++) {
      for (; last <= Math.min(i + after, length - 1); last++) {
        sum += from[start + last * step];
      }
      for (; first < i - before; first++) {
        sum -= from[start + first * step];
      }
      to[start + i * step] = sum / (last - first);
    }
  }

  /** As {@link #blur}, for {@code count} columns side by side. */
  private static void blurColumns(
      float[] from, float[] to, int x, int count, int width, int height) {
    int window = (height + 127) / 128;
    int after = (window + 2) / 2 - 1;
    int before = window - 1 - after;
    float[] sums = new float[count];
    int first = 0;
    int last = 0;
    for (int i = 0; i < height; i++) {
      for (; last <= Math.min(i + after, height - 1); last++) {
        for (int c = 0, at = last * width + x; c < count; c++) {
          sums[c] += from[at + c];
        }
      }
      for (; first < i - before; first++) {
        for (int c = 0, at = first * width + x; c < count; c++) {
          sums[c] -= from[at + c];
        }
      }
      for (int c = 0, at = i * width + x; c < count; c++) {
        to[at + c] = sums[c] / (last - first);
      }
    }
  }
}
