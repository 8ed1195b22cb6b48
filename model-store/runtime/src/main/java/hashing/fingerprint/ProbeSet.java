package hashing.fingerprint;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Hyperplanes;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;

/**
 * The inputs that encoders of one input are asked for, the same on every machine. They are made
 * when asked for and not kept.
 *
 * <p>Numbered: 0 to {@link #size} - 1 are those of the fingerprint, the {@link #FURTHER} behind
 * them confirm that two encoders are one. Vectors are normal, of variance 1, by {@link Hyperplanes}
 * with seed {@code SEED + number}; images are those of {@link ProbeImages}, texts those of {@link
 * ProbeTexts}.
 *
 * @param name encoders are compared if this is equal: version, kind and size of the inputs
 * @param size 64 texts or vectors, 80 images
 */
public record ProbeSet(String name, InputSpec spec, int size) {

  /** Probes behind those of the fingerprint. */
  public static final int FURTHER = 1024;

  /** Counts up whenever a probe or the way of hashing changes. */
  private static final String VERSION = "1";

  private static final long SEED = 0x66_70_72_6F_62_65_31L; // "fprobe1"

  private static final int SAMPLES = 64;

  /** Pictures for encoders that take any size. */
  private static final int ANY_SIZE = 128;

  /**
   * The probes of an encoder.
   *
   * @throws IllegalArgumentException if it does not say which vectors it takes
   */
  public static ProbeSet of(Encoder encoder) {
    if (encoder.inputSpec().isPresent()) {
      return of(encoder.inputSpec().get());
    }
    if (encoder.input() != InputKind.IMAGE) {
      throw new IllegalArgumentException(
          "found an encoder that does not say which inputs it takes, needed for a fingerprint");
    }
    InputSpec any = InputSpec.Image.unit(ANY_SIZE, ANY_SIZE, InputSpec.Channels.RGB);
    return new ProbeSet(VERSION + "/image/any", any, SAMPLES + ProbeImages.GRADIENTS);
  }

  /** The probes of what an encoder takes. */
  static ProbeSet of(InputSpec spec) {
    return switch (spec) {
      case InputSpec.Text _ -> new ProbeSet(VERSION + "/text", spec, SAMPLES);
      case InputSpec.Vector vector ->
          new ProbeSet(VERSION + "/vector/" + vector.dimension(), spec, SAMPLES);
      case InputSpec.Image image ->
          new ProbeSet(
              VERSION + "/image/" + image.width() + "x" + image.height(),
              spec,
              SAMPLES + ProbeImages.GRADIENTS);
    };
  }

  /** One probe, of a number below {@code size + FURTHER}. Cost: up to 50 ns a value. */
  public EncoderInput input(int number) {
    return switch (spec) {
      case InputSpec.Text _ -> new EncoderInput.Text(ProbeTexts.text(SEED, number));
      case InputSpec.Vector vector ->
          new EncoderInput.Vector(Hyperplanes.matrix(SEED + number, 1, vector.dimension()));
      case InputSpec.Image image ->
          new EncoderInput.Image(
              new ProbeImages(image.width(), image.height()).file(SEED, number, SAMPLES));
    };
  }

  /** Seeds that lie side by side give a {@link java.util.Random} that starts alike: spread out. */
  static long mixed(long seed, int number) {
    return (seed + number) * 0x9E3779B97F4A7C15L;
  }
}
