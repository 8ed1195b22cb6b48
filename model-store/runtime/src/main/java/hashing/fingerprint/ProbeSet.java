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
 * @param width of images, or dimension of vectors; 0 for texts
 * @param height of images, else 1
 * @param size 64 texts or vectors, 80 images
 */
public record ProbeSet(String name, InputKind kind, int width, int height, int size) {

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
   * @throws IllegalArgumentException if it takes vectors and does not say of which dimension
   */
  public static ProbeSet of(Encoder encoder) {
    InputSpec spec = encoder.inputSpec().orElse(null);
    return switch (encoder.input()) {
      case TEXT -> texts();
      case VECTOR -> {
        if (spec == null) {
          throw new IllegalArgumentException(
              "found an encoder that does not say which vectors it takes, needed for a fingerprint");
        }
        yield vectors(spec.size());
      }
      case IMAGE ->
          spec instanceof InputSpec.Image image
              ? images(image.width() + "x" + image.height(), image.width(), image.height())
              : images("any", ANY_SIZE, ANY_SIZE);
    };
  }

  static ProbeSet texts() {
    return new ProbeSet(VERSION + "/text", InputKind.TEXT, 0, 1, SAMPLES);
  }

  static ProbeSet vectors(int dimension) {
    return new ProbeSet(VERSION + "/vector/" + dimension, InputKind.VECTOR, dimension, 1, SAMPLES);
  }

  static ProbeSet images(String title, int width, int height) {
    int count = SAMPLES + ProbeImages.GRADIENTS;
    return new ProbeSet(VERSION + "/image/" + title, InputKind.IMAGE, width, height, count);
  }

  /** Whether probes of that name are of this version. */
  static boolean isCurrent(String name) {
    return name.startsWith(VERSION + "/");
  }

  /** One probe, of a number below {@code size + FURTHER}. Cost: up to 50 ns a value. */
  public EncoderInput input(int number) {
    return switch (kind) {
      case TEXT -> new EncoderInput.Text(ProbeTexts.text(SEED, number));
      case VECTOR -> new EncoderInput.Vector(Hyperplanes.matrix(SEED + number, 1, width));
      case IMAGE ->
          new EncoderInput.Image(new ProbeImages(width, height).file(SEED, number, SAMPLES));
    };
  }

  /** Seeds that lie side by side give a {@link java.util.Random} that starts alike: spread out. */
  static long mixed(long seed, int number) {
    return (seed + number) * 0x9E3779B97F4A7C15L;
  }
}
