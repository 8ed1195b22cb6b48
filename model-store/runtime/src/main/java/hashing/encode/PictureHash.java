package hashing.encode;

/** A code of a picture without parameters to train. Safe for many threads. */
interface PictureHash {

  /** Bits of every code. */
  int bitCount();

  /** The code, and what belongs to it. */
  Encoding.Encoded encode(DecodedImage image);
}
