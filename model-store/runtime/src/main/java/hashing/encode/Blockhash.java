package hashing.encode;

import hashing.code.Codes;
import java.util.Arrays;

/**
 * blockhash of 256 bits, bit for bit that of the Python program blockhash-python (and of
 * blockhash-core in JavaScript).
 *
 * <p>{@code R + G + B} of each of 16 x 16 blocks, a fully transparent pixel being white; each of
 * four horizontal bands of 64 blocks against its own median: a bit is 1 where a block is above it,
 * or within 1 of it where the median is in the upper half of what a block can be. Where a side is
 * not divisible by 16, a pixel on the border of two blocks counts for both, by weights.
 *
 * <p>Cost: one pass over the pixels. The weights follow the original's floating point, its modulo
 * and floor division included, so that ties fall alike.
 *
 * <p>Source: Yang, Gu, Niu, "Block Mean Value Based Image Perceptual Hashing", IIH-MSP 2006.
 */
final class Blockhash implements PictureHash {

  private static final int SIDE = 16;
  private static final int BAND = SIDE * SIDE / 4;
  private static final int WHITE = 3 * 255;

  @Override
  public int bitCount() {
    return SIDE * SIDE;
  }

  @Override
  public Encoding.Encoded encode(DecodedImage image) {
    Line columns = Line.of(image.width());
    Line rows = Line.of(image.height());
    double[] blocks = new double[SIDE * SIDE];
    for (int y = 0, at = 0; y < image.height(); y++) {
      int upper = rows.first[y] * SIDE;
      int lower = rows.second[y] * SIDE;
      for (int x = 0; x < image.width(); x++, at++) {
        int left = columns.first[x];
        int right = columns.second[x];
        double top = value(image, at) * rows.firstWeight[y];
        double bottom = value(image, at) * rows.secondWeight[y];
        blocks[upper + left] += top * columns.firstWeight[x];
        blocks[upper + right] += top * columns.secondWeight[x];
        blocks[lower + left] += bottom * columns.firstWeight[x];
        blocks[lower + right] += bottom * columns.secondWeight[x];
      }
    }
    double pixels = (double) image.width() / SIDE * ((double) image.height() / SIDE);
    return new Encoding.Encoded(bits(blocks, pixels * 256 * 3 / 2));
  }

  private static int value(DecodedImage image, int pixel) {
    if (image.alpha() != null && image.alpha()[pixel] == 0) {
      return WHITE;
    }
    byte[] samples = image.samples();
    if (image.channels() == 1) {
      return 3 * (samples[pixel] & 0xFF);
    }
    int at = 3 * pixel;
    return (samples[at] & 0xFF) + (samples[at + 1] & 0xFF) + (samples[at + 2] & 0xFF);
  }

  private static byte[] bits(double[] blocks, double half) {
    byte[] code = new byte[Codes.byteLength(blocks.length)];
    for (int start = 0; start < blocks.length; start += BAND) {
      double[] sorted = Arrays.copyOfRange(blocks, start, start + BAND);
      Arrays.sort(sorted);
      double median = (sorted[BAND / 2 - 1] + sorted[BAND / 2]) / 2;
      for (int i = start; i < start + BAND; i++) {
        if (blocks[i] > median || (Math.abs(blocks[i] - median) < 1 && median > half)) {
          Codes.set(code, i);
        }
      }
    }
    return code;
  }

  /** Along one side: the one or two blocks that a pixel counts for, and their weights. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(int[] first, int[] second, double[] firstWeight, double[] secondWeight) {

    static Line of(int length) {
      Line line =
          new Line(new int[length], new int[length], new double[length], new double[length]);
      double block = (double) length / SIDE;
      for (int i = 0; i < length; i++) {
        line.first[i] = (int) floorDivide(i, block);
        if (length % SIDE == 0) {
          line.second[i] = line.first[i];
          line.firstWeight[i] = 1;
          continue;
        }
        double rest = (i + 1) % block;
        double whole = Math.floor(rest);
        line.secondWeight[i] = rest - whole;
        line.firstWeight[i] = 1 - line.secondWeight[i];
        boolean inside = whole > 0 || i + 1 == length;
        line.second[i] = inside ? line.first[i] : (int) -floorDivide(-i, block);
      }
      return line;
    }

    /** Python's {@code a // b} for {@code b > 0}. */
    private static double floorDivide(double a, double b) {
      double rest = a % b;
      double quotient = (a - rest) / b;
      if (rest < 0) {
        quotient -= 1;
      }
      double floor = Math.floor(quotient);
      return quotient - floor > 0.5 ? floor + 1 : floor;
    }
  }
}
