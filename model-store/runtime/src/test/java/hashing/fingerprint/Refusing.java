package hashing.fingerprint;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import java.util.List;

/** An encoder that likes no text. */
record Refusing(int bitCount) implements Encoder {

  @Override
  public InputKind input() {
    return InputKind.TEXT;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return inputs.stream().<Encoding>map(_ -> new Encoding.Refused("no")).toList();
  }

  @Override
  public void close() {}
}
