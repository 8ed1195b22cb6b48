package hashing.encode;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.code.CodeFormat;
import hashing.code.Codes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Codes of the original programs, bit for bit. */
public class GoldenVectorsTests {

  private static final JsonObject VECTORS =
      JsonParser.parseString(new String(resource("vectors.json"), StandardCharsets.UTF_8))
          .getAsJsonObject();

  static byte[] resource(String name) {
    try (InputStream in = GoldenVectorsTests.class.getResourceAsStream("/golden/" + name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<JsonObject> images() {
    List<JsonObject> images = new ArrayList<>();
    for (JsonElement element : VECTORS.getAsJsonArray("images")) {
      images.add(element.getAsJsonObject());
    }
    assertEquals(14, images.size());
    return images;
  }

  private static byte[] file(JsonObject image) {
    return resource("images/" + image.get("file").getAsString());
  }

  private static String phash(JsonObject image, String key) {
    return image.getAsJsonObject("imagehash").get(key).getAsString();
  }

  @Test
  public void testImagesAreTheOnesThatWereHashed() throws Exception {
    for (JsonObject image : images()) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(file(image));
      assertEquals(image.get("sha256").getAsString(), HexFormat.of().formatHex(digest));
    }
  }

  @Test
  public void testDecoderAndResize() {
    int checked = 0;
    for (JsonObject image : images()) {
      DecodedImage decoded = ImageDecoder.decode(file(image));
      JsonArray size = image.getAsJsonArray("size");
      assertEquals(size.get(0).getAsInt(), decoded.width());
      assertEquals(size.get(1).getAsInt(), decoded.height());
      assertEquals("L".equals(image.get("mode").getAsString()) ? 1 : 3, decoded.channels());
      if (image.has("phash_input_32x32")) {
        String resized = HexFormat.of().formatHex(new ImagehashPhashEncoder(8).resized(decoded));
        assertEquals(
            image.get("file").getAsString(), image.get("phash_input_32x32").getAsString(), resized);
        checked++;
      }
    }
    assertTrue("resized pictures compared: " + checked, checked > 0);
  }

  @Test
  public void testImagehashPhash() {
    Map<String, String> keys = Map.of("imagehash-phash", "phash", "imagehash-phash-16", "phash_16");
    keys.forEach((name, key) -> {
      Encoder encoder = BuiltInEncoders.find(name).orElseThrow().encoder();
      List<EncoderInput> inputs = new ArrayList<>();
      images().forEach(image -> inputs.add(new EncoderInput.Image(file(image))));
      List<Encoding> encodings = encoder.encode(inputs);
      for (int i = 0; i < 14; i++) {
        assertEquals(
            images().get(i).get("file").getAsString() + " " + name,
            phash(images().get(i), key),
            hex(encodings.get(i), encoder.bitCount()));
      }
    });
  }

  @Test
  public void testPhashAsDatabasesStoreIt() {
    for (JsonObject image : images()) {
      if (!image.has("as_stored")) {
        continue;
      }
      JsonObject stored = image.getAsJsonObject("as_stored");
      byte[] code = CodeFormat.HEX.parse(phash(image, "phash"), 64);
      for (String key : List.of("phash_signed_long", "phash_unsigned")) {
        String text = stored.get(key).getAsString();
        assertEquals(text, 0, Codes.distance(code, CodeFormat.LONG.parse(text, 64)));
      }
      String colorhash = stored.get("colorhash_left_aligned_hex").getAsString();
      assertEquals(colorhash, CodeFormat.HEX.format(CodeFormat.HEX.parse(colorhash, 42), 42));
    }
  }

  @Test
  public void testDistances() {
    Map<String, byte[]> codes = new HashMap<>();
    ImagehashPhashEncoder encoder = new ImagehashPhashEncoder(8);
    for (JsonObject image : images()) {
      codes.put(
          image.get("file").getAsString().substring(0, 2),
          encoder.code(ImageDecoder.decode(file(image))));
    }
    JsonObject distances = VECTORS.getAsJsonObject("distances");
    for (String pair : distances.keySet()) {
      assertEquals(
          pair,
          distances.getAsJsonObject(pair).get("phash").getAsInt(),
          Codes.distance(codes.get(pair.substring(0, 2)), codes.get(pair.substring(3))));
    }
  }

  @Test
  public void testPythonSimhash() {
    int checked = 0;
    for (JsonElement element : VECTORS.getAsJsonArray("texts")) {
      JsonObject text = element.getAsJsonObject();
      List<EncoderInput> input = List.of(new EncoderInput.Text(text.get("text").getAsString()));
      Encoder encoder64 = BuiltInEncoders.find("python-simhash-2").orElseThrow().encoder();
      Encoder encoder128 = BuiltInEncoders.find("python-simhash-2-128").orElseThrow().encoder();
      Encoding code = encoder64.encode(input).get(0);
      assertEquals(text.get("simhash_64").getAsString(), hex(code, 64));
      assertEquals(
          text.get("simhash_64_decimal").getAsString(),
          CodeFormat.LONG.format(((Encoding.Encoded) code).code(), 64));
      assertEquals(
          text.get("simhash_128").getAsString(), hex(encoder128.encode(input).get(0), 128));
      checked++;
    }
    assertTrue("texts compared: " + checked, checked > 10);
  }

  @Test
  public void testPackedEmbedding() {
    JsonObject embedding = VECTORS.getAsJsonArray("embeddings").get(0).getAsJsonObject();
    JsonArray values = embedding.getAsJsonArray("vector");
    float[] relaxed = new float[values.size()];
    for (int i = 0; i < relaxed.length; i++) {
      relaxed[i] = values.get(i).getAsFloat();
    }
    byte[] code = Codes.pack(relaxed);
    assertEquals(embedding.get("hex").getAsString(), CodeFormat.HEX.format(code, relaxed.length));
    for (String key : List.of("ubinary", "twos_complement")) {
      List<Number> bytes = new ArrayList<>();
      embedding.getAsJsonArray(key).forEach(value -> bytes.add(value.getAsInt()));
      assertEquals(0, Codes.distance(code, CodeFormat.fromBytes(bytes, relaxed.length)));
    }
  }

  private static String hex(Encoding encoding, int bitCount) {
    if (encoding instanceof Encoding.Refused refused) {
      throw new AssertionError(refused.reason());
    }
    return CodeFormat.HEX.format(((Encoding.Encoded) encoding).code(), bitCount);
  }
}
