package hashing.encode;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.code.CodeFormat;
import hashing.code.Codes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Test;

/**
 * Files of every sort, as Pillow decodes them and the original programs hash them; or refused. How
 * they were made stands beside them.
 */
public class PictureFilesTests {

  private static final long SEED = 20261121L;
  private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
  private static final Map<String, String> REFUSED = new TreeMap<>();

  static {
    REFUSED.put("refused-png-grey-16-bits.png", "found a png image of 16 bits a grey sample");
    REFUSED.put("refused-jpeg-cmyk.jpg", "found a jpeg image of 4 colour channels (CMYK)");
    REFUSED.put("refused-gif-part-of-screen.gif", "72 x 50 pixels at 0, 0, does not cover its");
    REFUSED.put("refused-bmp-16-bits.bmp", "found a bmp image of 16 bits a pixel");
    REFUSED.put("refused-tiff-jpeg.tif", "found a tiff image with compression 7");
    REFUSED.put("refused-tiff-cmyk.tif", "found a tiff image with photometric interpretation 5");
    REFUSED.put("refused-tiff-16-bits.tif", "found a tiff image with bits a sample 16");
    REFUSED.put("refused-tiff-rotated.tif", "found a tiff image with orientation 6");
    REFUSED.put("refused-webp-lossy.webp", "found a lossy webp image");
    REFUSED.put("refused-webp-lossy-alpha.webp", "found a lossy webp image");
    REFUSED.put("refused-webp-animated.webp", "found an animated webp image");
  }

  private static byte[] resource(String name) {
    try (InputStream in = PictureFilesTests.class.getResourceAsStream("/pictures/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<JsonObject> pictures() {
    String json = new String(resource("pictures.json"), StandardCharsets.UTF_8);
    List<JsonObject> pictures = new ArrayList<>();
    for (JsonElement element :
        JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("images")) {
      pictures.add(element.getAsJsonObject());
    }
    assertEquals(58, pictures.size());
    return pictures;
  }

  private static boolean exact(String name) {
    return !name.startsWith("jpeg");
  }

  @Test
  public void testSamplesAreThoseOfTheFile() throws Exception {
    int compared = 0;
    for (JsonObject picture : pictures()) {
      String name = picture.get("file").getAsString();
      if (exact(name)) {
        DecodedImage image = ImageDecoder.decode(resource(name));
        assertEquals(name, picture.getAsJsonArray("size").get(0).getAsInt(), image.width());
        assertEquals(name, picture.getAsJsonArray("size").get(1).getAsInt(), image.height());
        assertEquals(name, picture.get("rgb_sha256").getAsString(), sha256(rgb(image)));
        assertEquals(name, picture.get("grey_sha256").getAsString(), sha256(image.grey()));
        compared++;
      }
    }
    assertEquals(47, compared);
  }

  @Test
  public void testHashesAreThoseOfTheOriginals() {
    int compared = 0;
    for (JsonObject picture : pictures()) {
      String name = picture.get("file").getAsString();
      EncoderInput input = new EncoderInput.Image(resource(name));
      JsonObject hashes = picture.getAsJsonObject("hashes");
      for (String model : hashes.keySet()) {
        Encoder encoder = BuiltInEncoders.find(model).orElseThrow().encoder();
        Encoding.Encoded encoded = (Encoding.Encoded) encoder.encode(List.of(input)).getFirst();
        int bits = encoder.bitCount();
        byte[] expected = CodeFormat.HEX.parse(hashes.get(model).getAsString(), bits);
        int distance = Codes.distance(expected, encoded.code());
        if (!exact(name)) {
          int allowed = bits == 64 ? 2 : 10;
          assertTrue(name + " " + model + " is " + distance + " bits off", distance <= allowed);
        } else {
          assertEquals(name + " " + model, 0, distance);
        }
        if (encoded.picture() != null && exact(name)) {
          assertEquals(name, picture.get("pdq_quality").getAsInt(), encoded.picture().quality());
        }
        compared++;
      }
    }
    assertEquals(58 * 12, compared);
  }

  @Test
  public void testRefused() {
    REFUSED.forEach((name, message) -> {
      IllegalArgumentException e =
          assertThrows(
              name, IllegalArgumentException.class, () -> ImageDecoder.decode(resource(name)));
      assertTrue(name + ": " + e.getMessage(), e.getMessage().contains(message));
      assertTrue(name + ": " + e.getMessage(), e.getMessage().contains("allowed"));
    });
  }

  /** Headers and directories get most of the damage; nothing but a refusal or a picture comes. */
  @Test(timeout = 120_000)
  public void testDamagedFilesAreRefusedOrDecoded() {
    Random random = new Random(SEED);
    int refused = 0;
    for (String name :
        List.of(
            "tiff-rgb.tif",
            "tiff-palette.tif",
            "tiff-lzw.tif",
            "tiff-deflate.tif",
            "webp-lossless.webp",
            "jpeg-progressive.jpg",
            "gif-palette.gif",
            "png-rgba-16-bits.png")) {
      byte[] file = resource(name);
      int directory = name.startsWith("tiff") ? ByteBuffer.wrap(file).order(LITTLE).getInt(4) : 0;
      for (int round = 0; round < 250; round++) {
        byte[] damaged = file.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
          int at = round % 2 == 0 ? directory + random.nextInt(120) : random.nextInt(file.length);
          damaged[Math.min(at, file.length - 1)] = (byte) random.nextInt(256);
        }
        try {
          DecodedImage image = ImageDecoder.decode(damaged, 1_000_000);
          assertEquals(
              (long) image.width() * image.height() * image.channels(), image.samples().length);
        } catch (IllegalArgumentException e) {
          refused++;
        }
      }
    }
    assertTrue("seed " + SEED + " refused " + refused, refused > 300);
    assertEquals(ImageDecoder.MAX_PIXELS, ImageDecoder.DECODING.availablePermits());
  }

  private static byte[] rgb(DecodedImage image) {
    if (image.channels() == 3) {
      return image.samples();
    }
    byte[] rgb = new byte[3 * image.samples().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = image.samples()[i / 3];
    }
    return rgb;
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
