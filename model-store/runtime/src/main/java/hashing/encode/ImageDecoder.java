package hashing.encode;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, GIF (its first frame) and BMP files of 8 bits a sample.
 *
 * <p>Samples are those of the file: alpha is dropped and not blended, no gamma, colour profile or
 * EXIF rotation is applied, a palette gives colour. The size is read and checked before anything is
 * decoded. PNG, GIF and BMP samples are exact; those of a JPEG may differ by a level or two between
 * decoders.
 *
 * <p>Cost: time and memory in proportion to the pixels, at most 8 bytes each while decoding. Safe
 * for many threads; those wait whose images would bring all that are being decoded above {@link
 * #MAX_PIXELS}.
 */
public final class ImageDecoder {

  /** Pixels of the largest image, and of all that are being decoded at one time. */
  public static final int MAX_PIXELS = 32_000_000;

  /**
   * A permit for each pixel. A file says nothing of what its image takes: 100 KB of PNG can be 256
   * MB while decoded, and as many times that as there are threads. Fair, so that large images are
   * not passed over for ever by small ones.
   */
  static final Semaphore DECODING = new Semaphore(MAX_PIXELS, true);

  private ImageDecoder() {}

  /**
   * Decodes one image file.
   *
   * @throws IllegalArgumentException if it is of no such format, is damaged, too large, has more
   *     than 8 bits a sample or is neither grey nor RGB
   */
  public static DecodedImage decode(byte[] file) {
    return decode(file, MAX_PIXELS);
  }

  /**
   * Decodes one image file of at most {@code maxPixels} pixels, or {@link #MAX_PIXELS} if that is
   * less; a larger one is refused by its header, at no cost.
   *
   * @throws IllegalArgumentException as {@link #decode(byte[])}
   */
  public static DecodedImage decode(byte[] file, int maxPixels) {
    int most = Math.min(maxPixels, MAX_PIXELS);
    return decode(file, most, "are " + most + " pixels");
  }

  /**
   * Decodes for an encoder that takes one size.
   *
   * @throws IllegalArgumentException as {@link #decode(byte[])}, with the allowed size for those
   *     that have more pixels; others are left to the caller
   */
  static DecodedImage decode(byte[] file, InputSpec.Image spec) {
    int pixels = spec.width() * spec.height();
    return decode(file, pixels, "is " + spec.width() + " x " + spec.height());
  }

  private static DecodedImage decode(byte[] file, int maxPixels, String allowed) {
    String format = format(file);
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IllegalArgumentException("found a " + format + " image, this JDK cannot read it");
    }
    ImageReader reader = readers.next();
    // The stream caches in memory, whatever ImageIO.setUseCache says.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      // Text and profiles are left alone: they are of no use, and compressed ones can be bombs.
      reader.setInput(in, true, true);
      int pixels = pixels(reader, maxPixels, allowed);
      checkType(reader, format);
      DECODING.acquireUninterruptibly(pixels);
      try {
        return decode(reader, format);
      } finally {
        DECODING.release(pixels);
      }
    } catch (Refusal e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "found a damaged or unusual " + format + " image (" + e.getMessage() + ")", e);
    } finally {
      reader.dispose();
    }
  }

  private static int pixels(ImageReader reader, int maxPixels, String allowed) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || (long) width * height > maxPixels) {
      throw new Refusal(
          "found an image of " + width + " x " + height + " pixels, allowed " + allowed);
    }
    return width * height;
  }

  private static DecodedImage decode(ImageReader reader, String format) throws IOException {
    AtomicBoolean cut = new AtomicBoolean();
    // The JPEG decoder fills up with grey, and says so here alone.
    reader.addIIOReadWarningListener((source, warning) -> {
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
        cut.set(true);
      }
    });
    BufferedImage image = reader.read(0);
    if (cut.get()) {
      throw new Refusal("found a " + format + " image that was cut short");
    }
    return samples(image, format);
  }

  private static String format(byte[] file) {
    if (startsWith(file, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
      return "png";
    }
    if (startsWith(file, 0xFF, 0xD8, 0xFF)) {
      return "jpeg";
    }
    if (startsWith(file, 'G', 'I', 'F', '8')) {
      return "gif";
    }
    if (startsWith(file, 'B', 'M')) {
      return "bmp";
    }
    throw new IllegalArgumentException(
        "found "
            + file.length
            + " bytes that are no image of a known format, allowed are PNG, JPEG, GIF and BMP");
  }

  private static boolean startsWith(byte[] file, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= file.length || (file[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Refuses by the header what would be refused when decoded. */
  private static void checkType(ImageReader reader, String format) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (types == null || !types.hasNext()) {
      throw new Refusal(
          "found a " + format + " image that is neither grey nor RGB (CMYK?), allowed are these");
    }
    checkSamples(types.next().getColorModel(), format);
  }

  private static void checkSamples(ColorModel colours, String format) {
    if (colours instanceof IndexColorModel) {
      return;
    }
    for (int bits : colours.getComponentSize()) {
      if (bits != Byte.SIZE) {
        throw new Refusal(
            "found a " + format + " image of " + bits + " bits a sample, allowed are 8");
      }
    }
    if (colours.getNumColorComponents() != 1 && colours.getNumColorComponents() != 3) {
      throw new Refusal(
          "found a "
              + format
              + " image of "
              + colours.getNumColorComponents()
              + " colour channels, allowed are 1 (grey) and 3 (RGB)");
    }
  }

  /** Reads the raster, since {@code BufferedImage.getRGB} bends grey samples by a gamma curve. */
  private static DecodedImage samples(BufferedImage image, String format) {
    ColorModel colours = image.getColorModel();
    checkSamples(colours, format);
    IndexColorModel palette = colours instanceof IndexColorModel index ? index : null;
    int channels = palette != null ? 3 : colours.getNumColorComponents();
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    byte[] samples = new byte[image.getWidth() * image.getHeight() * channels];
    int[] row = new int[image.getWidth() * bands];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, image.getWidth(), 1, row);
      for (int x = 0; x < row.length; x += bands) {
        if (palette != null) {
          samples[at++] = (byte) palette.getRed(row[x]);
          samples[at++] = (byte) palette.getGreen(row[x]);
          samples[at++] = (byte) palette.getBlue(row[x]);
        } else {
          for (int channel = 0; channel < channels; channel++) {
            samples[at++] = (byte) row[x + channel];
          }
        }
      }
    }
    return new DecodedImage(image.getWidth(), image.getHeight(), channels, samples);
  }

  /** A refusal in our own words, apart from what a decoder throws. */
  private static final class Refusal extends IllegalArgumentException {
    private Refusal(String message) {
      super(message);
    }
  }
}
