package hashing.encode;

import hashing.code.Codes;

/**
 * {@code dhash}, {@code dhash_vertical} and {@code average_hash} of the Python package imagehash
 * 4.x, bit for bit: grey, resized by {@link LanczosResize}, neighbours or the mean compared.
 *
 * <p>With {@code n} the {@code hash_size}: {@link Kind#DHASH} resizes to {@code n + 1} wide and
 * {@code n} high, a bit is 1 where the right neighbour is brighter; {@link Kind#DHASH_VERTICAL} to
 * {@code n} wide and {@code n + 1} high, 1 where the lower neighbour is; {@link Kind#AVERAGE} to
 * {@code n x n}, 1 where a pixel is above the mean. Row by row. A flat picture gives zeros.
 *
 * <p>Source: Krawetz, "Looks Like It", 2011, and "Kind of Like That", 2013 (hackerfactor.com).
 */
final class ImagehashPixels implements PictureHash {

  /** What is compared with what. */
  enum Kind {
    DHASH(1, 0),
    DHASH_VERTICAL(0, 1),
    AVERAGE(0, 0);

    private final int moreColumns;
    private final int moreRows;

    Kind(int moreColumns, int moreRows) {
      this.moreColumns = moreColumns;
      this.moreRows = moreRows;
    }
  }

  private final Kind kind;
  private final int hashSize;

  ImagehashPixels(Kind kind, int hashSize) {
    this.kind = kind;
    this.hashSize = hashSize;
  }

  @Override
  public int bitCount() {
    return hashSize * hashSize;
  }

  @Override
  public Encoding.Encoded encode(DecodedImage image) {
    int width = hashSize + kind.moreColumns;
    int height = hashSize + kind.moreRows;
    byte[] small = LanczosResize.resize(image.grey(), image.width(), image.height(), width, height);
    int sum = 0;
    for (byte value : small) {
      sum += value & 0xFF;
    }
    byte[] code = new byte[Codes.byteLength(bitCount())];
    for (int bit = 0; bit < bitCount(); bit++) {
      int at = bit / hashSize * width + bit % hashSize;
      int value = small[at] & 0xFF;
      boolean set =
          switch (kind) {
            case DHASH -> (small[at + 1] & 0xFF) > value;
            case DHASH_VERTICAL -> (small[at + width] & 0xFF) > value;
            case AVERAGE -> value * small.length > sum;
          };
      if (set) {
        Codes.set(code, bit);
      }
    }
    return new Encoding.Encoded(code);
  }
}
