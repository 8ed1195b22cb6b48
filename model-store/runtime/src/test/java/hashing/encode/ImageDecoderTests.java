package hashing.encode;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;

public class ImageDecoderTests {

  private static final long SEED = 20260107L;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  @Test
  public void testExactFormatsKeepTheirSamples() throws IOException {
    Random random = new Random(SEED);
    for (int round = 0; round < 60; round++) {
      int width = 1 + random.nextInt(40);
      int height = 1 + random.nextInt(40);
      boolean grey = random.nextBoolean();
      BufferedImage image =
          new BufferedImage(
              width, height, grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
      int channels = grey ? 1 : 3;
      byte[] expected = new byte[width * height * channels];
      random.nextBytes(expected);
      int[] samples = new int[expected.length];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = expected[i] & 0xFF;
      }
      image.getRaster().setPixels(0, 0, width, height, samples);
      for (String format : new String[] {"png", "bmp"}) {
        if (grey && format.equals("bmp")) {
          continue; // written as a palette
        }
        DecodedImage decoded = ImageDecoder.decode(write(image, format));
        assertEquals(width, decoded.width());
        assertEquals(height, decoded.height());
        assertEquals(channels, decoded.channels());
        assertArrayEquals("seed " + SEED + " " + format, expected, decoded.samples());
      }
    }
  }

  @Test
  public void testGifPaletteAndJpeg() throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, i < 128 ? 0xFF0000 : 0x0000FF);
    }
    DecodedImage gif = ImageDecoder.decode(write(image, "gif"));
    assertEquals(3, gif.channels());
    assertArrayEquals(new byte[] {-1, 0, 0}, Arrays.copyOf(gif.samples(), 3));
    assertArrayEquals(new byte[] {0, 0, -1}, Arrays.copyOfRange(gif.samples(), 765, 768));
    assertEquals(76, gif.grey()[0] & 0xFF);
    DecodedImage jpeg = ImageDecoder.decode(write(image, "jpg"));
    assertEquals(3, jpeg.channels());
    assertEquals(254, jpeg.samples()[0] & 0xFF, 4);
  }

  @Test
  public void testSmallGreyDepthsAreExpanded() throws IOException {
    BufferedImage image = new BufferedImage(9, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(4, 0, 0xFFFFFF);
    DecodedImage decoded = ImageDecoder.decode(write(image, "png"));
    byte[] expected = new byte[9];
    expected[4] = -1;
    assertArrayEquals(expected, decoded.grey());
  }

  @Test(timeout = 10_000)
  public void testSizeIsCheckedBeforeDecoding() throws IOException {
    assertRefused(png(100_000, 100_000, 8, 0), "found an image of 100000 x 100000 pixels, allowed");
    assertRefused(
        png(32_001, 1000, 8, 2),
        "found an image of 32001 x 1000 pixels, allowed are 32000000 pixels");
    assertRefused(png(0, 5, 8, 2), "found a damaged or unusual png image");
  }

  /** Nothing but the header is there to refuse by, and every pixel is in use elsewhere. */
  @Test(timeout = 10_000)
  public void testTooManyPixelsAreRefusedByTheHeader() throws IOException {
    byte[] header = Arrays.copyOf(png(5000, 5000, 8, 2), PNG.length + 25);
    InputSpec small = InputSpec.Image.unit(28, 28, InputSpec.Channels.GREY);
    ImageDecoder.DECODING.acquireUninterruptibly(ImageDecoder.MAX_PIXELS);
    try {
      String found = "found an image of 5000 x 5000 pixels, allowed ";
      assertRefused(() -> ImageDecoder.decode(header, 784), found + "are 784 pixels");
      EncoderInput input = new EncoderInput.Image(header);
      assertRefused(() -> FloatInputs.read(small, input), found + "is 28 x 28");
      byte[] huge = png(50_000, 50_000, 8, 2);
      assertRefused(
          () -> ImageDecoder.decode(huge, Integer.MAX_VALUE), "allowed are 32000000 pixels");
    } finally {
      ImageDecoder.DECODING.release(ImageDecoder.MAX_PIXELS);
    }
    EncoderInput wide = new EncoderInput.Image(write(grey(56, 14), "png"));
    assertRefused(
        () -> FloatInputs.read(small, wide),
        "found an image of 56 x 14 pixels, allowed is 28 x 28");
    assertEquals(784, ImageDecoder.decode(write(grey(56, 14), "png"), 784).samples().length);
  }

  @Test(timeout = 60_000)
  public void testPixelsInFlightAreBounded() throws Exception {
    byte[] fits = write(grey(11, 9), "png");
    byte[] waits = write(grey(10, 10), "png");
    ImageDecoder.DECODING.acquireUninterruptibly(ImageDecoder.MAX_PIXELS - 99);
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<DecodedImage> waiting;
      try {
        assertEquals(11, ImageDecoder.decode(fits).width());
        waiting = threads.submit(() -> ImageDecoder.decode(waits));
        assertThrows(TimeoutException.class, () -> waiting.get(300, TimeUnit.MILLISECONDS));
      } finally {
        ImageDecoder.DECODING.release(ImageDecoder.MAX_PIXELS - 99);
      }
      assertEquals(10, waiting.get().width());
    }
    assertEquals(ImageDecoder.MAX_PIXELS, ImageDecoder.DECODING.availablePermits());
  }

  /** Twelve million pixels each, so that two fit at a time; the damaged ones give theirs back. */
  @Test(timeout = 120_000)
  public void testManyDecodesAtOnce() throws Exception {
    BufferedImage image = grey(4000, 3000);
    byte[] expected = new byte[12_000_000];
    Random random = new Random(SEED + 2);
    for (int i = 0; i < 1000; i++) {
      int at = random.nextInt(expected.length);
      expected[at] = (byte) random.nextInt(256);
      image.getRaster().setSample(at % 4000, at / 4000, 0, expected[at] & 0xFF);
    }
    byte[] file = write(image, "png");
    byte[] damaged = Arrays.copyOf(file, file.length / 2);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> decodes = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        decodes.add(
            threads.submit(() ->
                assertArrayEquals(
                    "seed " + (SEED + 2), expected, ImageDecoder.decode(file).samples())));
        decodes.add(
            threads.submit(() -> assertRefused(damaged, "found a png image that was cut short")));
      }
      for (Future<?> decode : decodes) {
        decode.get();
      }
    }
    assertEquals(ImageDecoder.MAX_PIXELS, ImageDecoder.DECODING.availablePermits());
  }

  @Test
  public void testSixteenBitsOfGreyAndCmykAreRefused() throws IOException {
    assertRefused(png(3, 3, 16, 0), "found a png image of 16 bits a grey sample");
    byte[] jpeg = GoldenVectorsTests.resource("images/13-blobs-q85.jpg").clone();
    assertRefused(
        cmyk(jpeg), "found a jpeg image of 4 colour channels (CMYK), allowed are 1 (grey) and 3");
  }

  /** Each scan of a progressive file is a pass over all pixels, however few its bytes are. */
  @Test
  public void testManyScansAreRefused() {
    byte[] jpeg = GoldenVectorsTests.resource("images/13-blobs-q85.jpg");
    int scan = 0;
    while ((jpeg[scan] & 0xFF) != 0xFF || (jpeg[scan + 1] & 0xFF) != 0xDA) {
      scan++;
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(jpeg, 0, scan);
    for (int i = 0; i < 101; i++) {
      file.write(jpeg, scan, jpeg.length - 2 - scan);
    }
    file.write(jpeg, jpeg.length - 2, 2);
    assertRefused(file.toByteArray(), "jpeg image of more than 100 scans, allowed are 100");
  }

  @Test
  public void testOtherFilesAreRefused() throws IOException {
    String formats = "that are no image of a known format, allowed are PNG, JPEG, GIF, BMP, TIFF";
    assertRefused(new byte[0], "found 0 bytes " + formats);
    assertRefused("<svg/>".getBytes(java.nio.charset.StandardCharsets.UTF_8), formats);
    assertRefused(PNG, "found a damaged or unusual png image");
  }

  @Test
  public void testCutImagesAreRefused() {
    for (String name : new String[] {"01-blobs-rgb.png", "13-blobs-q85.jpg", "07-palette.png"}) {
      byte[] file = GoldenVectorsTests.resource("images/" + name);
      for (int percent : new int[] {2, 30, 60, 90}) {
        assertRefused(Arrays.copyOf(file, file.length * percent / 100), "found ");
      }
    }
  }

  @Test
  public void testMutationsAreRefusedOrDecoded() throws IOException {
    Random random = new Random(SEED + 1);
    BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 400; i++) {
      image.setRGB(i % 20, i / 20, random.nextInt());
    }
    int refused = 0;
    for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
      byte[] file = write(image, format);
      for (int round = 0; round < 250; round++) {
        byte[] mutated = file.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
          mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        try {
          DecodedImage decoded = ImageDecoder.decode(mutated);
          int samples = decoded.width() * decoded.height() * decoded.channels();
          assertEquals(samples, decoded.samples().length);
        } catch (IllegalArgumentException e) {
          refused++;
        }
      }
    }
    assertTrue("seed " + (SEED + 1) + " refused " + refused, refused > 100);
  }

  private static BufferedImage grey(int width, int height) {
    return new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
  }

  private static byte[] write(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertTrue(ImageIO.write(image, format, file));
    return file.toByteArray();
  }

  /** A PNG whose header claims a size; its data are a few zeros. */
  private static byte[] png(int width, int height, int depth, int colourType) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colourType);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(data)) {
      deflated.write(new byte[200]);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(PNG);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", data.toByteArray());
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] body =
        ByteBuffer.allocate(4 + data.length)
            .put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .put(data)
            .array();
    CRC32 crc = new CRC32();
    crc.update(body);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(body);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** The header of a JPEG, told to have four components. */
  private static byte[] cmyk(byte[] jpeg) {
    for (int i = 2; i < jpeg.length - 20; i++) {
      if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
        byte[] wider = new byte[jpeg.length + 3];
        int end = i + 2 + 17;
        System.arraycopy(jpeg, 0, wider, 0, end);
        wider[i + 3] = 20;
        wider[i + 9] = 4;
        wider[end] = 4;
        wider[end + 1] = 0x11;
        wider[end + 2] = 0;
        System.arraycopy(jpeg, end, wider, end + 3, jpeg.length - end);
        return wider;
      }
    }
    throw new AssertionError("no frame header");
  }

  private static void assertRefused(byte[] file, String message) {
    assertRefused(() -> ImageDecoder.decode(file), message);
  }

  private static void assertRefused(ThrowingRunnable decode, String message) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, decode);
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }
}
