package hashing.encode;

import hashing.code.Codes;
import java.util.List;
import java.util.Optional;

/**
 * Packs a vector's signs as embedding libraries do (sentence-transformers' {@code
 * quantize_embeddings}): a bit is 1 where the value is above 0, bit 0 being the top bit of byte 0.
 *
 * <p>{@link Form#UBINARY} is that code. {@link Form#BINARY} is what {@code precision="binary"}
 * stores: each byte less 128, as a signed byte, which is the same code with the top bit of every
 * byte turned over. Distances agree inside either form and mean nothing between the two.
 */
final class PackedSigns implements RelaxedEncoder {

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
  public Optional<InputSpec> inputSpec() {
    return Optional.of(new InputSpec.Vector(bitCount));
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return EncodeEach.of(inputs, input -> code(values(input)));
  }

  /** The vector, with the opposite sign at the bits that the form turns over. */
  @Override
  public float[] relaxed(EncoderInput input) {
    float[] values = values(input).clone();
    for (int bit = 0; form == Form.BINARY && bit < values.length; bit += Byte.SIZE) {
      values[bit] = values[bit] == 0 ? Float.MIN_VALUE : -values[bit];
    }
    return values;
  }

  private float[] values(EncoderInput input) {
    return FloatInputs.read(new InputSpec.Vector(bitCount), input);
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
