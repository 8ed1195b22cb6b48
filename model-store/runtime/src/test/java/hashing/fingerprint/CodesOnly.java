package hashing.fingerprint;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import java.util.List;
import java.util.Optional;

/** An encoder that keeps its relaxed codes to itself. */
record CodesOnly(Encoder encoder) implements Encoder {

  @Override
  public int bitCount() {
    return encoder.bitCount();
  }

  @Override
  public InputKind input() {
    return encoder.input();
  }

  @Override
  public Optional<InputSpec> inputSpec() {
    return encoder.inputSpec();
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return encoder.encode(inputs);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
