package hashing.encode;

import java.util.List;

/** Decodes image files and hashes them. Holds nothing; {@link #close} does nothing. */
final class PictureEncoder implements Encoder {

  private final PictureHash hash;

  PictureEncoder(PictureHash hash) {
    this.hash = hash;
  }

  @Override
  public int bitCount() {
    return hash.bitCount();
  }

  @Override
  public InputKind input() {
    return InputKind.IMAGE;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return EncodeEach.encodings(
        inputs, input -> hash.encode(ImageDecoder.decode(EncodeEach.image(input))));
  }

  @Override
  public void close() {}
}
