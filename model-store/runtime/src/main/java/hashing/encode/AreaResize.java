package hashing.encode;

/**
 * Brings a picture to another size: what is see-through is laid on white, and each new pixel is the
 * mean over the area that it covers, parts of pixels counted by their share. Shapes are not kept.
 *
 * <p>In whole numbers, rounded half up at the end alone, so that a file gives the same samples
 * wherever it is computed; an opaque picture of the size asked for gives its own. Stateless.
 *
 * <p>Cost: time in proportion to the pixels of both pictures, whatever their shapes: one direction
 * is summed up first, of both that which leaves less to do for the other. No memory but the result.
 */
public final class AreaResize {

  private static final int WHITE = 255;

  private AreaResize() {}

  /**
   * An opaque picture of {@code width} by {@code height} pixels with the same channels.
   *
   * @param image of at most {@link ImageDecoder#MAX_PIXELS}
   */
  public static DecodedImage resize(DecodedImage image, int width, int height) {
    byte[] samples = new byte[width * height * image.channels()];
    Side columns = new Side(image.width(), width, 1, 1);
    Side rows = new Side(image.height(), height, image.width(), width);
    boolean rowsFirst = (long) height * image.width() < (long) width * image.height();
    for (int channel = 0; channel < image.channels(); channel++) {
      Plane plane = new Plane(image, channel);
      if (rowsFirst) {
        resize(plane, rows, columns, samples);
      } else {
        resize(plane, columns, rows, samples);
      }
    }
    return new DecodedImage(width, height, image.channels(), samples);
  }

  /**
   * One direction of both pictures. Lengths are in parts of an old pixel, as many as there are new
   * ones, so that every pixel of either picture starts and ends at a whole number.
   *
   * @param step from a pixel to the next one of the old picture
   * @param newStep of the new one
   */
  private record Side(int old, int size, int step, int newStep) {

    /** The first old pixel that a new one covers. */
    int first(int position) {
      return (int) ((long) position * old / size);
    }

    /** The last old pixel that a new one covers. */
    int last(int position) {
      return (int) (((long) (position + 1) * old - 1) / size);
    }

    /** How much of an old pixel a new one covers. */
    long covered(int position, int pixel) {
      long end = Math.min((long) (position + 1) * old, (long) (pixel + 1) * size);
      return end - Math.max((long) position * old, (long) pixel * size);
    }
  }

  /** One channel. */
  private record Plane(DecodedImage image, int channel) {

    /** A sample on white, times 255. */
    int onWhite(int pixel) {
      int sample = image.samples()[pixel * image.channels() + channel] & 0xFF;
      int opaque = image.alpha() == null ? WHITE : image.alpha()[pixel] & 0xFF;
      return sample * opaque + WHITE * (WHITE - opaque);
    }

    /** Over what a new pixel covers of the one side, at one place of the other. */
    long sum(Side side, int position, int from) {
      long sum = 0;
      int last = side.last(position);
      for (int pixel = side.first(position); pixel <= last; pixel++) {
        sum += side.covered(position, pixel) * onWhite(from + pixel * side.step);
      }
      return sum;
    }
  }

  /**
   * Sums over {@code inner} are taken once for all new pixels beside one another that share one.
   */
  private static void resize(Plane plane, Side inner, Side outer, byte[] samples) {
    long whole = (long) WHITE * inner.old * outer.old;
    int channels = plane.image.channels();
    for (int position = 0; position < inner.size; position++) {
      int summed = -1;
      long sum = 0;
      for (int across = 0; across < outer.size; across++) {
        long total = 0;
        int last = outer.last(across);
        for (int pixel = outer.first(across); pixel <= last; pixel++) {
          if (pixel != summed) {
            sum = plane.sum(inner, position, pixel * outer.step);
            summed = pixel;
          }
          total += outer.covered(across, pixel) * sum;
        }
        int at = position * inner.newStep + across * outer.newStep;
        samples[at * channels + plane.channel] = (byte) ((2 * total + whole) / (2 * whole));
      }
    }
  }
}
