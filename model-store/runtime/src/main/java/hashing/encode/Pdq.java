package hashing.encode;

import hashing.code.Codes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * PDQ: 256 bits, a quality, and the codes of the seven turned and mirrored pictures, bit for bit
 * those of Meta's reference program on the same pixels.
 *
 * <p>All in 32-bit floats and in this order: {@link PdqLuma} gives 64 x 64 values; {@code B = D A
 * D'} with {@code D[i][j] = sqrt(2 / 64) cos(pi / 128 (i + 1)(2 j + 1))}, {@code i} = 0 to 15; bit
 * {@code k = 16 i + j} is 1 where {@code B[i][j]} is above the lower median, and the code runs from
 * {@code k} = 255 down to 0, as PDQ's hex does. The quality is {@code min(100, s / 90)} with {@code
 * s} the sum over neighbours of {@code |trunc((u - v) 100 / 255)|}. Turning and mirroring change
 * signs of {@code B} and transpose it.
 *
 * <p>A side below 5 pixels gives a code of zeros, quality 0 and no turned codes. Pictures are
 * hashed at their full size: the command line tool shrinks those above 512 pixels a side first, the
 * Python binding does not.
 *
 * <p>Source: Meta, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm",
 * 2019.
 */
final class Pdq implements PictureHash {

  private static final int SIDE = 64;
  private static final int KEPT = 16;
  private static final int LEAST_SIDE = 5;
  private static final float[][] BASIS = basis();

  /** A turn or mirroring, as PDQ names them; {@code i} is the row of {@code B}, from 0. */
  private enum Turn {
    ORIGINAL(false, 0, 0, 0),
    ROTATE90(true, 0, 1, 1),
    ROTATE180(false, 1, 1, 0),
    ROTATE270(true, 1, 0, 1),
    FLIPX(false, 1, 0, 1),
    FLIPY(false, 0, 1, 1),
    FLIPPLUS1(true, 0, 0, 0),
    FLIPMINUS1(true, 1, 1, 0);

    private final boolean transposed;
    private final int rowFactor;
    private final int columnFactor;
    private final int negativeUnless;

    Turn(boolean transposed, int rowFactor, int columnFactor, int negativeUnless) {
      this.transposed = transposed;
      this.rowFactor = rowFactor;
      this.columnFactor = columnFactor;
      this.negativeUnless = negativeUnless;
    }

    float[] of(float[] b) {
      float[] turned = new float[b.length];
      for (int i = 0; i < KEPT; i++) {
        for (int j = 0; j < KEPT; j++) {
          int parity = (rowFactor * i + columnFactor * j + negativeUnless) & 1;
          float value = parity == 0 ? b[i * KEPT + j] : -b[i * KEPT + j];
          turned[transposed ? j * KEPT + i : i * KEPT + j] = value;
        }
      }
      return turned;
    }
  }

  @Override
  public int bitCount() {
    return KEPT * KEPT;
  }

  @Override
  public Encoding.Encoded encode(DecodedImage image) {
    if (Math.min(image.width(), image.height()) < LEAST_SIDE) {
      byte[] zeros = new byte[Codes.byteLength(bitCount())];
      return new Encoding.Encoded(zeros, new Encoding.Picture(0, Map.of()));
    }
    float[] small = PdqLuma.shrunk(image);
    float[] b = coefficients(small);
    Map<String, byte[]> dihedrals = new LinkedHashMap<>();
    for (Turn turn : Turn.values()) {
      dihedrals.put(turn.name().toLowerCase(java.util.Locale.ROOT), bits(turn.of(b)));
    }
    Encoding.Picture picture = new Encoding.Picture(quality(small), dihedrals);
    return new Encoding.Encoded(dihedrals.get("original"), picture);
  }

  private static int quality(float[] small) {
    int sum = 0;
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        float value = small[i * SIDE + j];
        if (i + 1 < SIDE) {
          sum += Math.abs((int) ((value - small[(i + 1) * SIDE + j]) * 100 / 255));
        }
        if (j + 1 < SIDE) {
          sum += Math.abs((int) ((value - small[i * SIDE + j + 1]) * 100 / 255));
        }
      }
    }
    return Math.min(100, sum / 90);
  }

  private static float[] coefficients(float[] small) {
    float[] half = new float[KEPT * SIDE];
    for (int i = 0; i < KEPT; i++) {
      for (int j = 0; j < SIDE; j++) {
        float sum = 0;
        for (int k = 0; k < SIDE; k++) {
          sum += BASIS[i][k] * small[k * SIDE + j];
        }
        half[i * SIDE + j] = sum;
      }
    }
    float[] b = new float[KEPT * KEPT];
    for (int i = 0; i < KEPT; i++) {
      for (int j = 0; j < KEPT; j++) {
        float sum = 0;
        for (int k = 0; k < SIDE; k++) {
          sum += half[i * SIDE + k] * BASIS[j][k];
        }
        b[i * KEPT + j] = sum;
      }
    }
    return b;
  }

  private static byte[] bits(float[] b) {
    float[] sorted = b.clone();
    Arrays.sort(sorted);
    float median = sorted[b.length / 2 - 1];
    byte[] code = new byte[Codes.byteLength(b.length)];
    for (int k = 0; k < b.length; k++) {
      if (b[k] > median) {
        Codes.set(code, b.length - 1 - k);
      }
    }
    return code;
  }

  private static float[][] basis() {
    float scale = (float) StrictMath.sqrt(2.0 / SIDE);
    float[][] basis = new float[KEPT][SIDE];
    for (int i = 0; i < KEPT; i++) {
      for (int j = 0; j < SIDE; j++) {
        basis[i][j] = (float) (scale * StrictMath.cos(Math.PI / 2 / SIDE * (i + 1) * (2 * j + 1)));
      }
    }
    return basis;
  }
}
