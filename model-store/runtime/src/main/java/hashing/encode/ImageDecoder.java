package hashing.encode;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG, GIF (its first frame), BMP, TIFF (its first picture) and lossless WebP files.
 *
 * <p>Samples are those of the file, as the Python package Pillow gives them: alpha is kept apart
 * and not blended, no gamma, colour profile or EXIF rotation is applied, a palette gives colour, 16
 * bits of a PNG in colour are cut to their upper 8. What programs read in different ways is
 * refused: see {@link ImageFormat}. The size is read and checked before anything is decoded.
 * Samples are exact, but for JPEG, where decoders may differ by a level or two.
 *
 * <p>Cost: time and memory in proportion to the pixels, at most 8 bytes each while decoding (12 for
 * 16 bits a sample). Safe for many threads; those wait whose images would bring all that are being
 * decoded above {@link #MAX_PIXELS}.
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

  /** By hand: the registry of readers looks through the context class loader, which is not ours. */
  private static final ImageReaderSpi WEBP = new WebPImageReaderSpi();

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
    return decode(file, most, "are " + most + " pixels", false);
  }

  /**
   * Decodes one image file with all that it says of transparency: of palettes and of single colours
   * too, which {@link #decode(byte[])} leaves out, as the programs do whose codes are computed.
   *
   * @throws IllegalArgumentException as {@link #decode(byte[])}
   */
  public static DecodedImage decodeBlendable(byte[] file) {
    return decode(file, MAX_PIXELS, "are " + MAX_PIXELS + " pixels", true);
  }

  /**
   * Decodes for an encoder that takes one size.
   *
   * @throws IllegalArgumentException as {@link #decode(byte[])}, with the allowed size for those
   *     that have more pixels; others are left to the caller
   */
  static DecodedImage decode(byte[] file, InputSpec.Image spec) {
    int pixels = spec.width() * spec.height();
    return decode(file, pixels, "is " + spec.width() + " x " + spec.height(), false);
  }

  private static DecodedImage decode(
      byte[] file, int maxPixels, String allowed, boolean blendable) {
    ImageFormat format = ImageFormat.of(file);
    byte[] plain = format.plain(file, blendable);
    ImageReader reader = reader(format);
    // The stream caches in memory, whatever ImageIO.setUseCache says.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(plain))) {
      // Text and profiles are left alone: they are of no use, and compressed ones can be bombs.
      reader.setInput(in, true, true);
      int pixels = pixels(reader, maxPixels, allowed);
      checkType(reader, format);
      DECODING.acquireUninterruptibly(pixels);
      try {
        BufferedImage image = read(reader, format);
        RasterSamples.check(image.getColorModel(), format);
        boolean grey =
            format == ImageFormat.PNG
                ? PngFile.isGrey(plain)
                : RasterSamples.isRamp(image.getColorModel());
        return RasterSamples.read(image, grey, blendable);
      } finally {
        DECODING.release(pixels);
      }
    } catch (RefusedImage e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "found a damaged or unusual " + format.title() + " image (" + e.getMessage() + ")", e);
    } finally {
      reader.dispose();
    }
  }

  /** The JDK's own reader, whatever others are registered; and of WebP, which it lacks, ours. */
  private static ImageReader reader(ImageFormat format) {
    if (format == ImageFormat.WEBP) {
      try {
        return WEBP.createReaderInstance(null);
      } catch (IOException e) {
        throw new IllegalStateException("the WebP reader cannot be made", e);
      }
    }
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.title());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw new IllegalStateException("this JDK cannot read " + format.title() + " images");
  }

  private static int pixels(ImageReader reader, int maxPixels, String allowed) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1 || (long) width * height > maxPixels) {
      throw new RefusedImage(
          "found an image of " + width + " x " + height + " pixels, allowed " + allowed);
    }
    return width * height;
  }

  private static BufferedImage read(ImageReader reader, ImageFormat format) throws IOException {
    AtomicBoolean cut = new AtomicBoolean();
    // The JPEG decoder fills up with grey, and says so here alone.
    reader.addIIOReadWarningListener((source, warning) -> {
      if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
        cut.set(true);
      }
    });
    BufferedImage image = reader.read(0);
    if (cut.get()) {
      throw new RefusedImage("found a " + format.title() + " image that was cut short");
    }
    return image;
  }

  /** Refuses by the header what would be refused when decoded. */
  private static void checkType(ImageReader reader, ImageFormat format) throws IOException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (types == null || !types.hasNext()) {
      throw new RefusedImage(
          "found a " + format.title() + " image that is neither grey nor RGB, allowed are these");
    }
    RasterSamples.check(types.next().getColorModel(), format);
  }
}
