package hashing.encode;

import java.util.Locale;

/** What an encoder with parameters takes, and how an image or a text becomes its vector. */
public sealed interface InputSpec permits InputSpec.Vector, InputSpec.Image, TextSpec {

  /** Pixels of the largest image that an encoder with parameters can ask for, in all channels. */
  int MAX_SIZE = 1 << 24;

  InputKind kind();

  /** Number of floats that one input becomes, 1 to 2^24. */
  int size();

  /** A vector of {@code dimension} finite floats. */
  record Vector(int dimension) implements InputSpec {
    public Vector {
      if (dimension < 1 || dimension > MAX_SIZE) {
        throw new IllegalArgumentException(
            "dimension: found " + dimension + ", allowed is 1 to " + MAX_SIZE);
      }
    }

    @Override
    public InputKind kind() {
      return InputKind.VECTOR;
    }

    @Override
    public int size() {
      return dimension;
    }
  }

  /**
   * An image of {@code width} by {@code height} pixels, or with {@link Resize#STRETCH} of any size.
   *
   * <p>It becomes {@code float[channels][height][width]}, one after the other, grey being one
   * channel and colour the three R, G, B. In 32-bit floats, a sample {@code s} of 0 to 255 gives
   * {@code (s * scale - mean) / std}. A colour image becomes grey by {@code (19595 R + 38470 G +
   * 7471 B + 32768) >> 16}, a grey one becomes colour with three equal channels.
   *
   * @param layout the tensor's shape for one image, which matters to ONNX models alone
   * @param resize how an image of another size comes to this one; null where those are refused
   */
  record Image(
      int width,
      int height,
      Channels channels,
      float scale,
      float mean,
      float std,
      Layout layout,
      Resize resize)
      implements InputSpec {

    public Image {
      if (width < 1 || height < 1 || (long) width * height * channels.count > MAX_SIZE) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "width, height: found %d x %d, allowed are 1 x 1 to %d samples",
                width,
                height,
                MAX_SIZE));
      }
      if (!Float.isFinite(scale) || scale == 0) {
        throw new IllegalArgumentException(
            "scale: found " + scale + ", allowed is a finite number other than 0");
      }
      if (!Float.isFinite(mean)) {
        throw new IllegalArgumentException("mean: found " + mean + ", allowed is a finite number");
      }
      if (!Float.isFinite(std) || std == 0) {
        throw new IllegalArgumentException(
            "std: found " + std + ", allowed is a finite number other than 0");
      }
    }

    /** Samples times {@code 1f / 255}, flat. */
    public static Image unit(int width, int height, Channels channels) {
      return new Image(width, height, channels, 1f / 255, 0, 1, Layout.FLAT, null);
    }

    /** The same with {@code other} as its {@link #resize}, which may be null. */
    public Image resized(Resize other) {
      return new Image(width, height, channels, scale, mean, std, layout, other);
    }

    @Override
    public InputKind kind() {
      return InputKind.IMAGE;
    }

    @Override
    public int size() {
      return width * height * channels.count;
    }
  }

  /** The channels of an image. */
  enum Channels {
    GREY(1),
    RGB(3);

    public final int count;

    Channels(int count) {
      this.count = count;
    }
  }

  /** How an image of any size comes to the size that an encoder takes. */
  enum Resize {
    /** Laid on white, each pixel the mean over its area, whatever the shape: {@link AreaResize}. */
    STRETCH
  }

  /** How the floats of one image lie in the tensor. */
  enum Layout {
    /** {@code [channels * height * width]}. */
    FLAT,
    /** {@code [channels][height][width]}. */
    CHW
  }
}
