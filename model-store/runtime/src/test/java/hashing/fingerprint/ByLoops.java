package hashing.fingerprint;

import hashing.code.Codes;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import hashing.encode.RelaxedEncoder;
import hashing.encode.onnx.TestModels;
import java.util.List;
import java.util.Optional;

/** A network computed by plain loops in doubles. */
record ByLoops(TestModels.Network network) implements RelaxedEncoder {

  @Override
  public int bitCount() {
    return network.bits();
  }

  @Override
  public InputKind input() {
    return InputKind.VECTOR;
  }

  @Override
  public Optional<InputSpec> inputSpec() {
    return Optional.of(new InputSpec.Vector(network.size()));
  }

  @Override
  public float[] relaxed(EncoderInput input) {
    double[] values = network.relaxed(((EncoderInput.Vector) input).values());
    float[] rounded = new float[values.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) values[i];
    }
    return rounded;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return inputs.stream()
        .<Encoding>map(input -> new Encoding.Encoded(Codes.pack(relaxed(input))))
        .toList();
  }

  @Override
  public void close() {}
}
