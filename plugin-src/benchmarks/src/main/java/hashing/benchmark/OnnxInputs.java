package hashing.benchmark;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A batch of random inputs of a network, as floats and as an encoder takes them. */
final class OnnxInputs {

  private static final long SEED = 20260302;

  private final float[][] rows;
  private final List<EncoderInput> inputs = new ArrayList<>();

  OnnxInputs(OnnxModels.Network network, int batch) {
    Random random = new Random(SEED);
    rows = new float[batch][network.size()];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextFloat();
      }
      inputs.add(new EncoderInput.Vector(row));
    }
  }

  float[][] rows() {
    return rows;
  }

  List<EncoderInput> inputs() {
    return inputs;
  }

  /** Their codes, one after the other. */
  byte[] codes(Encoder encoder) {
    int length = (encoder.bitCount() + 7) / 8;
    byte[] codes = new byte[inputs.size() * length];
    List<Encoding> encodings = encoder.encode(inputs);
    for (int i = 0; i < inputs.size(); i++) {
      byte[] code = ((Encoding.Encoded) encodings.get(i)).code();
      System.arraycopy(code, 0, codes, i * length, length);
    }
    return codes;
  }
}
