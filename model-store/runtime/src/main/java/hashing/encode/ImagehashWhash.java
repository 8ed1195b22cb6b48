package hashing.encode;

import hashing.code.Codes;
import java.util.Arrays;

/**
 * The {@code whash} of the Python package imagehash 4.x with its defaults (Haar, the coarsest level
 * taken out), bit for bit.
 *
 * <p>Grey, resized by {@link LanczosResize} to the largest power of two that is not above the
 * shorter side, at least {@code n}, the {@code hash_size}; a bit is 1 where the mean of one of
 * {@code n x n} blocks is above the median of all, row by row.
 *
 * <p>Means would do, were it not for ties, which drawings are full of: there, the original's bits
 * follow the rounding of its transform, forth to a single value, back without it, and forth again
 * to {@code n x n}. So the same doubles are computed here, in the same order (PyWavelets': columns
 * before rows going forth, rows before columns coming back), block by block to need no more memory
 * than one block.
 *
 * <p>Cost: one pass over the pixels, and three over the resized picture.
 */
final class ImagehashWhash implements PictureHash {

  private static final double HALF_ROOT = 0.7071067811865476;

  private final int hashSize;

  /** For {@code hashSize * hashSize} bits, a power of two. */
  ImagehashWhash(int hashSize) {
    this.hashSize = hashSize;
  }

  @Override
  public int bitCount() {
    return hashSize * hashSize;
  }

  @Override
  public Encoding.Encoded encode(DecodedImage image) {
    int shorter = Math.min(image.width(), image.height());
    int side = Math.max(Integer.highestOneBit(shorter), hashSize);
    byte[] small = LanczosResize.resize(image.grey(), image.width(), image.height(), side, side);
    double[] low = low(small, side);
    double[] sorted = low.clone();
    Arrays.sort(sorted);
    double median = (sorted[low.length / 2 - 1] + sorted[low.length / 2]) / 2;
    byte[] code = new byte[Codes.byteLength(low.length)];
    for (int bit = 0; bit < low.length; bit++) {
      if (low[bit] > median) {
        Codes.set(code, bit);
      }
    }
    return new Encoding.Encoded(code);
  }

  private double[] low(byte[] small, int side) {
    int blockSide = side / hashSize;
    double[] low = new double[hashSize * hashSize];
    double[] block = new double[blockSide * blockSide];
    for (int i = 0; i < low.length; i++) {
      fill(block, small, side, i);
      forth(block, blockSide);
      low[i] = block[0];
    }
    forth(low, hashSize);
    low[0] = 0;
    back(low, hashSize);
    for (int i = 0; i < low.length && blockSide > 1; i++) {
      fill(block, small, side, i);
      forth(block, blockSide);
      block[0] = low[i];
      back(block, blockSide);
      forth(block, blockSide);
      low[i] = block[0];
    }
    return low;
  }

  private void fill(double[] block, byte[] small, int side, int index) {
    int blockSide = side / hashSize;
    int start = index / hashSize * blockSide * side + index % hashSize * blockSide;
    for (int y = 0, at = 0; y < blockSide; y++) {
      for (int x = 0; x < blockSide; x++) {
        block[at++] = (small[start + y * side + x] & 0xFF) / 255.0;
      }
    }
  }

  /** All levels in place: of each 2 x 2, the upper left becomes what the next level works on. */
  private static void forth(double[] values, int side) {
    for (int step = 1; step < side; step *= 2) {
      for (int y = 0; y < side; y += 2 * step) {
        for (int x = 0; x < side; x += 2 * step) {
          int upper = y * side + x;
          int lower = upper + step * side;
          double a = HALF_ROOT * values[upper];
          double b = HALF_ROOT * values[upper + step];
          double c = HALF_ROOT * values[lower];
          double d = HALF_ROOT * values[lower + step];
          double left = HALF_ROOT * (c + a);
          double right = HALF_ROOT * (d + b);
          double leftEdge = HALF_ROOT * (a - c);
          double rightEdge = HALF_ROOT * (b - d);
          values[upper] = right + left;
          values[upper + step] = left - right;
          values[lower] = rightEdge + leftEdge;
          values[lower + step] = leftEdge - rightEdge;
        }
      }
    }
  }

  private static void back(double[] values, int side) {
    for (int step = side / 2; step > 0; step /= 2) {
      for (int y = 0; y < side; y += 2 * step) {
        for (int x = 0; x < side; x += 2 * step) {
          int upper = y * side + x;
          int lower = upper + step * side;
          double a = HALF_ROOT * values[upper];
          double b = HALF_ROOT * values[upper + step];
          double c = HALF_ROOT * values[lower];
          double d = HALF_ROOT * values[lower + step];
          double left = HALF_ROOT * (a + b);
          double right = HALF_ROOT * (a - b);
          double leftEdge = HALF_ROOT * (c + d);
          double rightEdge = HALF_ROOT * (c - d);
          values[upper] = left + leftEdge;
          values[upper + step] = right + rightEdge;
          values[lower] = left - leftEdge;
          values[lower + step] = right - rightEdge;
        }
      }
    }
  }
}
