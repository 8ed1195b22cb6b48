package hashing.fingerprint;

import hashing.code.Codes;
import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.RelaxedEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an encoder answered to some probes.
 *
 * @param codes packed, null where it refused
 * @param relaxed {@code float[probes * bitCount]}, NaN where it refused; null where the encoder has
 *     no relaxed codes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answers(int bitCount, byte[][] codes, float[] relaxed) {

  /** Codes asked for together, as encoders work in batches. */
  private static final int BATCH = 64;

  /** Floats or samples of a batch, at most. */
  private static final int BATCH_SIZE = 1 << 22;

  /**
   * The codes of the fingerprint's probes, and the relaxed ones where the encoder has them.
   *
   * @param checkpoint called before each question; what it throws ends the work
   */
  static Answers first(Encoder encoder, ProbeSet probes, Runnable checkpoint) {
    if (!(encoder instanceof RelaxedEncoder relaxing)) {
      byte[][] codes = codes(encoder, probes, 0, probes.size(), checkpoint);
      return new Answers(encoder.bitCount(), codes, null);
    }
    int bits = encoder.bitCount();
    byte[][] codes = new byte[probes.size()][];
    float[] relaxed = new float[Math.multiplyExact(codes.length, bits)];
    for (int i = 0; i < codes.length; i++) {
      checkpoint.run();
      float[] values = relaxed(relaxing, probes.input(i));
      codes[i] = values == null ? null : Codes.pack(values);
      if (values == null) {
        Arrays.fill(relaxed, i * bits, (i + 1) * bits, Float.NaN);
      } else {
        System.arraycopy(values, 0, relaxed, i * bits, bits);
      }
    }
    return new Answers(bits, codes, relaxed);
  }

  /** The relaxed code, null where the input is refused. */
  static float[] relaxed(RelaxedEncoder encoder, EncoderInput input) {
    try {
      return encoder.relaxed(input);
    } catch (IllegalArgumentException e) {
      return null; // a broken model answers NaN; all such are one
    }
  }

  /** The codes of the probes from one number to before another. */
  static byte[][] codes(Encoder encoder, ProbeSet probes, int from, int to, Runnable checkpoint) {
    int batch = Math.clamp(BATCH_SIZE / Math.max(1, probes.width() * probes.height()), 1, BATCH);
    byte[][] codes = new byte[to - from][];
    for (int start = from; start < to; start += batch) {
      checkpoint.run();
      List<EncoderInput> inputs = new ArrayList<>();
      for (int i = start; i < Math.min(start + batch, to); i++) {
        inputs.add(probes.input(i));
      }
      List<Encoding> encodings = encoder.encode(inputs);
      for (int i = 0; i < inputs.size(); i++) {
        codes[start - from + i] =
            encodings.get(i) instanceof Encoding.Encoded encoded ? encoded.code() : null;
      }
    }
    return codes;
  }
}
