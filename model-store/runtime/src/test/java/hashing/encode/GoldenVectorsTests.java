package hashing.encode;

import static org.junit.Assert.assertArrayEquals;
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

  private static final int BLOCKHASHES_BESIDE = 13;

  private static final Map<String, String> IMAGEHASH =
      Map.of(
          "ahash", "imagehash-average-hash",
          "dhash", "imagehash-dhash",
          "dhash_vertical", "imagehash-dhash-vertical",
          "phash", "imagehash-phash",
          "phash_16", "imagehash-phash-16",
          "whash_haar", "imagehash-whash");

  private int compared;

  private void same(String what, Object expected, Object found) {
    assertEquals(what, expected, found);
    compared++;
  }

  private static Encoding.Encoded encoded(String model, EncoderInput input) {
    Encoder encoder = BuiltInEncoders.find(model).orElseThrow().encoder();
    Encoding encoding = encoder.encode(List.of(input)).getFirst();
    if (encoding instanceof Encoding.Refused refused) {
      throw new AssertionError(refused.reason());
    }
    return (Encoding.Encoded) encoding;
  }

  private static String hex(String model, EncoderInput input) {
    int bits = BuiltInEncoders.find(model).orElseThrow().encoder().bitCount();
    return CodeFormat.HEX.format(encoded(model, input).code(), bits);
  }

  /** What the plain statement beside the vectors compares: 14 pictures and the texts. */
  @Test
  public void testAllVectors() throws Exception {
    for (JsonObject image : images()) {
      picture(image, image.get("file").getAsString());
    }
    for (JsonElement element : VECTORS.getAsJsonArray("texts")) {
      JsonObject text = element.getAsJsonObject();
      EncoderInput input = new EncoderInput.Text(text.get("text").getAsString());
      same("text", text.get("simhash_64").getAsString(), hex("python-simhash-2", input));
      same("text", text.get("simhash_128").getAsString(), hex("python-simhash-2-128", input));
    }
    // The blockhashes of pictures that are grey, or of odd sides, come on top.
    assertEquals(261 + BLOCKHASHES_BESIDE, compared);
  }

  private void picture(JsonObject image, String name) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file(image));
    same(name, image.get("sha256").getAsString(), HexFormat.of().formatHex(digest));
    EncoderInput input = new EncoderInput.Image(file(image));
    JsonObject hashes = image.getAsJsonObject("imagehash");
    for (String key : IMAGEHASH.keySet()) {
      same(name + " " + key, hashes.get(key).getAsString(), hex(IMAGEHASH.get(key), input));
    }
    if (image.has("phash_input_32x32")) {
      byte[] resized = new ImagehashPhash(8).resized(ImageDecoder.decode(file(image)));
      String expected = image.get("phash_input_32x32").getAsString();
      same(name + " resize", expected, HexFormat.of().formatHex(resized));
    }
    Encoding.Encoded pdq = encoded("pdq", input);
    JsonObject expected = image.getAsJsonObject("pdq");
    same(name + " quality", expected.get("quality").getAsInt(), pdq.picture().quality());
    JsonObject turned = expected.getAsJsonObject("dihedral");
    assertEquals(turned.keySet(), pdq.picture().dihedrals().keySet());
    pdq.picture()
        .dihedrals()
        .forEach((turn, code) ->
            same(
                name + " " + turn,
                turned.get(turn).getAsString(),
                CodeFormat.HEX.format(code, 256)));
    assertEquals(expected.get("hash").getAsString(), CodeFormat.HEX.format(pdq.code(), 256));
    String blockhash = image.get("blockhash_16").getAsString();
    same(name + " blockhash", blockhash, hex("blockhash-256", input));
  }

  @Test
  public void testDecodedSizesAndChannels() {
    for (JsonObject image : images()) {
      DecodedImage decoded = ImageDecoder.decode(file(image));
      JsonArray size = image.getAsJsonArray("size");
      assertEquals(size.get(0).getAsInt(), decoded.width());
      assertEquals(size.get(1).getAsInt(), decoded.height());
      assertEquals("L".equals(image.get("mode").getAsString()) ? 1 : 3, decoded.channels());
    }
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
    Map<String, String> keys = new HashMap<>(IMAGEHASH);
    keys.keySet().retainAll(List.of("ahash", "dhash", "phash", "phash_16"));
    keys.put("pdq", "pdq");
    keys.put("blockhash_16", "blockhash-256");
    JsonObject distances = VECTORS.getAsJsonObject("distances");
    for (String pair : distances.keySet()) {
      EncoderInput a = numbered(pair.substring(0, 2));
      EncoderInput b = numbered(pair.substring(3));
      keys.forEach((key, model) ->
          assertEquals(
              pair + " " + key,
              distances.getAsJsonObject(pair).get(key).getAsInt(),
              Codes.distance(encoded(model, a).code(), encoded(model, b).code())));
      int nearest =
          encoded("pdq", a).picture().dihedrals().values().stream()
              .mapToInt(code -> Codes.distance(encoded("pdq", b).code(), code))
              .min()
              .orElseThrow();
      assertEquals(distances.getAsJsonObject(pair).get("pdq_nearest_dihedral").getAsInt(), nearest);
    }
  }

  private static EncoderInput numbered(String number) {
    return images().stream()
        .filter(image -> image.get("file").getAsString().startsWith(number))
        .map(image -> new EncoderInput.Image(file(image)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  public void testSimhashAsDatabasesStoreIt() {
    int checked = 0;
    for (JsonElement element : VECTORS.getAsJsonArray("texts")) {
      JsonObject text = element.getAsJsonObject();
      EncoderInput input = new EncoderInput.Text(text.get("text").getAsString());
      assertEquals(
          text.get("simhash_64_decimal").getAsString(),
          CodeFormat.LONG.format(encoded("python-simhash-2", input).code(), 64));
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
    EncoderInput input = new EncoderInput.Vector(relaxed);
    byte[] code = encoded("packed-ubinary-" + relaxed.length, input).code();
    assertEquals(embedding.get("hex").getAsString(), CodeFormat.HEX.format(code, relaxed.length));
    for (String key : List.of("ubinary", "twos_complement")) {
      List<Number> bytes = new ArrayList<>();
      embedding.getAsJsonArray(key).forEach(value -> bytes.add(value.getAsInt()));
      assertEquals(0, Codes.distance(code, CodeFormat.fromBytes(bytes, relaxed.length)));
    }
    byte[] offset = encoded("packed-binary-" + relaxed.length, input).code();
    JsonArray binary = embedding.getAsJsonArray("binary");
    assertEquals(binary.size(), offset.length);
    for (int i = 0; i < offset.length; i++) {
      assertEquals("byte " + i, binary.get(i).getAsInt(), offset[i]);
    }
    assertArrayEquals(code, signsOf("packed-ubinary-" + relaxed.length, input));
    assertArrayEquals(offset, signsOf("packed-binary-" + relaxed.length, input));
  }

  private static byte[] signsOf(String name, EncoderInput input) {
    Encoder encoder = BuiltInEncoders.find(name).orElseThrow().encoder();
    return Codes.pack(((RelaxedEncoder) encoder).relaxed(input));
  }
}
