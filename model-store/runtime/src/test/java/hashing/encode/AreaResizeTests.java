package hashing.encode;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.Test;

/**
 * Pictures of every size and mode, beside whole numbers summed over a grid that fits both sizes.
 */
public class AreaResizeTests {

  private static final long SEED = 20261122L;

  private static final InputSpec.Image RGB =
      InputSpec.Image.unit(5, 4, InputSpec.Channels.RGB).resized(InputSpec.Resize.STRETCH);
  private static final InputSpec.Image GREY =
      InputSpec.Image.unit(4, 3, InputSpec.Channels.GREY).resized(InputSpec.Resize.STRETCH);

  /**
   * On a grid of {@code old width * new width} by {@code old height * new height} cells, each of
   * which lies in one old and one new pixel: the sum of a new pixel's cells and its number of them.
   */
  private static void assertMeans(String message, DecodedImage image, DecodedImage resized) {
    int width = image.width();
    int height = image.height();
    int channels = image.channels();
    assertNull(message, resized.alpha());
    assertEquals(message, channels, resized.channels());
    long[] sums = new long[resized.samples().length];
    for (int gridY = 0; gridY < height * resized.height(); gridY++) {
      for (int gridX = 0; gridX < width * resized.width(); gridX++) {
        int old = gridY / resized.height() * width + gridX / resized.width();
        int at = gridY / height * resized.width() + gridX / width;
        int alpha = image.alpha() == null ? 255 : image.alpha()[old] & 0xFF;
        for (int channel = 0; channel < channels; channel++) {
          int sample = image.samples()[old * channels + channel] & 0xFF;
          sums[at * channels + channel] += sample * alpha + 255 * (255 - alpha);
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      double mean = sums[i] / (255.0 * width * height); // a half is exact
      assertEquals(message + " sample " + i, (long) (mean + 0.5), resized.samples()[i] & 0xFF);
    }
  }

  @Test
  public void testMeansOfDecodedPictures() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    for (int round = 0; round < 400; round++) {
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(40);
      byte[] samples = new byte[width * height * (random.nextBoolean() ? 1 : 3)];
      byte[] alpha = random.nextBoolean() ? new byte[width * height] : null;
      random.nextBytes(samples);
      if (alpha != null) {
        random.nextBytes(alpha);
      }
      int channels = samples.length / (width * height);
      DecodedImage image = new DecodedImage(width, height, channels, samples, alpha);
      int newWidth = 1 + random.nextInt(20);
      int newHeight = 1 + random.nextInt(20);
      DecodedImage resized = AreaResize.resize(image, newWidth, newHeight);
      assertEquals(newWidth, resized.width());
      assertEquals(newHeight, resized.height());
      assertMeans("round " + round, image, resized);
      DecodedImage opaque = new DecodedImage(width, height, channels, samples);
      assertArrayEquals(samples, AreaResize.resize(opaque, width, height).samples());
    }
  }

  /** Long and thin pictures and inputs cost no more than others: products of sides are not met. */
  @Test(timeout = 60_000)
  public void testThinPictures() {
    int length = 4_000_000;
    byte[] samples = new byte[length];
    Arrays.fill(samples, 0, length / 2, (byte) 9);
    Arrays.fill(samples, length / 2, length, (byte) 12);
    int size = 1 << 22;
    byte[] means = new byte[size];
    Arrays.fill(means, (byte) 11);
    DecodedImage wide = new DecodedImage(length, 1, 1, samples);
    assertArrayEquals(means, AreaResize.resize(wide, 1, size).samples());
    DecodedImage high = new DecodedImage(1, length, 1, samples);
    assertArrayEquals(means, AreaResize.resize(high, size, 1).samples());
    byte[] halves = new byte[size];
    Arrays.fill(halves, 0, size / 2, (byte) 9);
    Arrays.fill(halves, size / 2, size, (byte) 12);
    assertArrayEquals(halves, AreaResize.resize(wide, size, 1).samples());
    assertArrayEquals(halves, AreaResize.resize(high, 1, size).samples());
  }

  /** Through a file of each mode, samples and transparency known from what was drawn. */
  @Test
  public void testFilesOfEveryMode() throws IOException {
    Random random = new Random(SEED + 1);
    for (int type :
        new int[] {
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_3BYTE_BGR,
          BufferedImage.TYPE_4BYTE_ABGR,
          BufferedImage.TYPE_BYTE_INDEXED
        }) {
      for (int round = 0; round < 20; round++) {
        int width = 1 + random.nextInt(30);
        int height = 1 + random.nextInt(30);
        BufferedImage drawn = drawn(type, width, height, random);
        DecodedImage expected = expected(drawn);
        byte[] file = png(drawn);
        assertFloats("type " + type + " round " + round, expected, file);
      }
    }
  }

  private static BufferedImage drawn(int type, int width, int height, Random random) {
    BufferedImage image =
        type == BufferedImage.TYPE_BYTE_INDEXED
            ? new BufferedImage(width, height, type, palette(random))
            : new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
          image.getRaster().setSample(x, y, band, random.nextInt(256));
        }
      }
    }
    return image;
  }

  private static IndexColorModel palette(Random random) {
    byte[] colours = new byte[4 * 256];
    random.nextBytes(colours);
    return new IndexColorModel(8, 256, colours, 0, true);
  }

  /** Grey from the raster, as {@code getRGB} bends it; all else by {@code getRGB}. */
  private static DecodedImage expected(BufferedImage drawn) {
    int width = drawn.getWidth();
    int pixels = width * drawn.getHeight();
    if (drawn.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      byte[] grey = new byte[pixels];
      for (int i = 0; i < pixels; i++) {
        grey[i] = (byte) drawn.getRaster().getSample(i % width, i / width, 0);
      }
      return new DecodedImage(width, drawn.getHeight(), 1, grey);
    }
    byte[] samples = new byte[3 * pixels];
    byte[] alpha = new byte[pixels];
    for (int i = 0; i < pixels; i++) {
      int argb = drawn.getRGB(i % width, i / width);
      alpha[i] = (byte) (argb >>> 24);
      for (int channel = 0; channel < 3; channel++) {
        samples[3 * i + channel] = (byte) (argb >>> (16 - 8 * channel));
      }
    }
    return new DecodedImage(width, drawn.getHeight(), 3, samples, alpha);
  }

  private static void assertFloats(String message, DecodedImage expected, byte[] file) {
    DecodedImage decoded = ImageDecoder.decodeBlendable(file);
    assertArrayEquals(message, visible(expected), visible(decoded));
    for (InputSpec.Image spec : new InputSpec.Image[] {RGB, GREY}) {
      DecodedImage resized = AreaResize.resize(expected, spec.width(), spec.height());
      assertMeans(message, expected, resized);
      float[] floats = FloatInputs.read(spec, new EncoderInput.Image(file));
      InputSpec.Image exact = spec.resized(null);
      assertArrayEquals(message, FloatInputs.image(exact, resized), floats, 0);
    }
  }

  /**
   * Samples laid on white, in 255ths, as colours below full transparency differ between writers.
   */
  private static int[] visible(DecodedImage image) {
    int[] visible = new int[image.samples().length];
    for (int i = 0; i < visible.length; i++) {
      int alpha = image.alpha() == null ? 255 : image.alpha()[i / image.channels()] & 0xFF;
      visible[i] = (image.samples()[i] & 0xFF) * alpha + 255 * (255 - alpha);
    }
    return visible;
  }

  /**
   * Single colours and palette entries that are transparent, which the other encoders leave out.
   */
  @Test
  public void testTransparentColours() throws IOException {
    assertTransparent("png-rgb-transparent-colour.png", new int[] {230, 40, 60});
    assertTransparent("png-grey-transparent-value.png", new int[] {76});
    for (String name : new String[] {"png-palette-transparent.png", "gif-transparent.gif"}) {
      BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(resource(name)));
      DecodedImage expected = expected(drawn);
      assertTrue(name, hasTransparency(expected));
      assertFloats(name, expected, resource(name));
      assertNull(name, ImageDecoder.decode(resource(name)).alpha());
    }
    DecodedImage webp = ImageDecoder.decodeBlendable(resource("webp-lossless-alpha.webp"));
    assertTrue(hasTransparency(webp));
    assertMeans("webp", webp, AreaResize.resize(webp, 5, 4));
  }

  private static void assertTransparent(String name, int[] colour) {
    DecodedImage plain = ImageDecoder.decode(resource(name));
    assertNull(name, plain.alpha());
    byte[] alpha = new byte[plain.width() * plain.height()];
    for (int i = 0; i < alpha.length; i++) {
      boolean clear = true;
      for (int channel = 0; channel < colour.length; channel++) {
        clear &= (plain.samples()[i * colour.length + channel] & 0xFF) == colour[channel];
      }
      alpha[i] = (byte) (clear ? 0 : 255);
    }
    DecodedImage expected =
        new DecodedImage(plain.width(), plain.height(), colour.length, plain.samples(), alpha);
    assertTrue(name, hasTransparency(expected));
    assertFloats(name, expected, resource(name));
  }

  private static boolean hasTransparency(DecodedImage image) {
    assertNotNull(image.alpha());
    boolean some = false;
    for (byte alpha : image.alpha()) {
      some |= alpha != -1;
    }
    return some;
  }

  /** By the header, before anything is decoded; a size that is not asked for is still refused. */
  @Test
  public void testLimits() throws IOException {
    byte[] file = png(new BufferedImage(7, 9, BufferedImage.TYPE_BYTE_GRAY));
    assertEquals(GREY.size(), FloatInputs.read(GREY, new EncoderInput.Image(file)).length);
    assertRefused(GREY.resized(null), file, "found an image of 7 x 9 pixels, allowed is 4 x 3");
    byte[] huge = file.clone();
    ByteBuffer.wrap(huge).putInt(16, 8000).putInt(20, 4001);
    CRC32 sum = new CRC32();
    sum.update(huge, 12, 17);
    ByteBuffer.wrap(huge).putInt(29, (int) sum.getValue());
    ImageDecoder.DECODING.acquireUninterruptibly(ImageDecoder.MAX_PIXELS);
    try {
      assertRefused(
          GREY, huge, "found an image of 8000 x 4001 pixels, allowed are 32000000 pixels");
    } finally {
      ImageDecoder.DECODING.release(ImageDecoder.MAX_PIXELS);
    }
    assertRefused(GREY, Arrays.copyOf(file, file.length / 2), "damaged or unusual png image");
    assertRefused(GREY, resource("refused-webp-lossy.webp"), "found a lossy webp image");
  }

  private static void assertRefused(InputSpec.Image spec, byte[] file, String message) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> FloatInputs.read(spec, new EncoderInput.Image(file)));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }

  /** Damage to what makes a colour transparent, which only resized pictures read. */
  @Test(timeout = 60_000)
  public void testDamagedTransparency() {
    Random random = new Random(SEED + 2);
    int refused = 0;
    for (String name : new String[] {"png-palette-transparent.png", "gif-transparent.gif"}) {
      byte[] file = resource(name);
      for (int round = 0; round < 300; round++) {
        byte[] damaged = file.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
          int end = round % 2 == 0 ? Math.min(1000, file.length) : file.length;
          damaged[random.nextInt(end)] = (byte) random.nextInt(256);
        }
        try {
          DecodedImage image = ImageDecoder.decodeBlendable(damaged);
          assertEquals(12, AreaResize.resize(image, 4, 3).samples().length / image.channels());
        } catch (IllegalArgumentException e) {
          refused++;
        }
      }
    }
    assertTrue("seed " + SEED + " refused " + refused, refused > 50 && refused < 600);
    assertEquals(ImageDecoder.MAX_PIXELS, ImageDecoder.DECODING.availablePermits());
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, "png", file));
    return file.toByteArray();
  }

  private static byte[] resource(String name) {
    try (InputStream in = AreaResizeTests.class.getResourceAsStream("/pictures/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
