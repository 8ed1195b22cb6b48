package hashing.encode;

import hashing.code.Codes;
import java.util.List;

/**
 * Packs a vector's signs as embedding libraries do (sentence-transformers' {@code
 * quantize_embeddings}): a bit is 1 where the value is above 0, bit 0 being the top bit of byte 0.
 *
 * <p>{@link Form#UBINARY} is that code. {@link Form#BINARY} is what {@code precision="binary"}
 * stores: each byte less 128, as a signed byte, which is the same code with the top bit of every
 * byte turned over. Distances agree inside either form and mean nothing between the two.
 */
final class PackedSigns implements Encoder {

  /** What becomes of each byte. */
  enum Form {
    UBINARY(0),
    BINARY(0x80);

    private final int flipped;

    Form(int flipped) {
      this.flipped = flipped;
    }
  }

  private final Form form;
  private final int bitCount;

  PackedSigns(Form form, int bitCount) {
    this.form = form;
    this.bitCount = bitCount;
  }

  @Override
  public int bitCount() {
    return bitCount;
  }

  @Override
  public InputKind input() {
    return InputKind.VECTOR;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    InputSpec.Vector spec = new InputSpec.Vector(bitCount);
    return EncodeEach.of(inputs, input -> code(FloatInputs.read(spec, input)));
  }

  private byte[] code(float[] values) {
    byte[] code = Codes.pack(values);
    for (int i = 0; i < code.length; i++) {
      code[i] ^= (byte) form.flipped;
    }
    return code;
  }

  @Override
  public void close() {}
}
