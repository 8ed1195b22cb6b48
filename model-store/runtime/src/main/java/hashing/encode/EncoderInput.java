package hashing.encode;

/** One item to encode. Arrays are not copied: the caller leaves them alone until the call ends. */
public sealed interface EncoderInput {

  /** Which encoders take it. */
  InputKind kind();

  /** A text, possibly empty. */
  record Text(String value) implements EncoderInput {
    @Override
    public InputKind kind() {
      return InputKind.TEXT;
    }
  }

  /** An image file's bytes, for example a PNG or a JPEG. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Image(byte[] file) implements EncoderInput {
    @Override
    public InputKind kind() {
      return InputKind.IMAGE;
    }
  }

  /** A vector of floats. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Vector(float[] values) implements EncoderInput {
    @Override
    public InputKind kind() {
      return InputKind.VECTOR;
    }
  }
}
