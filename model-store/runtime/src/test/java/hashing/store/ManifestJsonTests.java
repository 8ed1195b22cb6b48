package hashing.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import java.util.Map;
import org.junit.Test;

public class ManifestJsonTests {

  private static final String VALID =
      """
      {"format": 1, "id": "fashion", "version": "1", "kind": "linear", "bits": 48,
       "code_space": "fashion@1", "method": "itq",
       "input": {"kind": "image", "width": 28, "height": 28, "channels": "grey"},
       "training_data": {"name": "fashion-mnist", "sha256": "%s"},
       "metrics": {"map": 0.25, "small": 1e-300}, "libraries": {"ejml": "0.44.0"},
       "files": {"mean.f32": "00"}}
      """
          .formatted("a".repeat(64));

  @Test
  public void testReads() {
    ManifestJson.Sealed sealed = read(VALID);
    Manifest manifest = sealed.manifest();
    assertEquals("fashion@1", manifest.name().toString());
    assertEquals(InputSpec.Image.unit(28, 28, InputSpec.Channels.GREY), manifest.input());
    assertEquals(Map.of("map", 0.25, "small", 1e-300), manifest.metrics());
    assertEquals(Map.of("mean.f32", "00"), sealed.files());
    assertNull(manifest.seed());
    String written = new String(ManifestJson.write(manifest, sealed.files()), UTF_8);
    assertEquals(sealed, read(written));
  }

  /** Without it, a manifest is written as before the field was known. */
  @Test
  public void testResize() {
    ManifestJson.Sealed plain = read(VALID);
    String written = new String(ManifestJson.write(plain.manifest(), Map.of()), UTF_8);
    assertTrue(written, !written.contains("resize"));
    ManifestJson.Sealed resized =
        read(VALID.replace("\"grey\"", "\"grey\", \"resize\": \"stretch\""));
    InputSpec.Image any = (InputSpec.Image) resized.manifest().input();
    assertEquals(InputSpec.Resize.STRETCH, any.resize());
    assertEquals(plain.manifest().input(), any.resized(null));
    byte[] again = ManifestJson.write(resized.manifest(), resized.files());
    assertEquals(resized, ManifestJson.read(again));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                read(
                    VALID.replaceFirst(
                        "\\{\"kind\": \"image\".*\\}",
                        "{\"kind\": \"vector\", \"dimension\": 3, \"resize\": \"stretch\"}")));
    assertTrue(e.getMessage(), e.getMessage().contains("input.\"resize\": found an unknown field"));
  }

  @Test
  public void testSeedKeepsItsDigits() {
    for (long seed : new long[] {Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE}) {
      Manifest manifest =
          new Manifest(
              ModelName.parse("h@1"),
              EncoderKind.HYPERPLANE,
              8,
              "h@1",
              new InputSpec.Vector(3),
              seed,
              "hyperplane",
              null,
              Map.of(),
              Map.of());
      byte[] json = ManifestJson.write(manifest, Map.of());
      assertEquals(manifest, ManifestJson.read(json).manifest());
    }
  }

  @Test
  public void testRefusals() {
    assertRefused(
        "\"kind\": \"linear\"",
        "\"kind\": \"pca\"",
        "kind: found \"pca\", allowed are [hyperplane, linear, onnx]");
    assertRefused("48", "0", "bits: found 0, allowed is 1 to 16384");
    assertRefused("48", "16385", "bits: found 16385, allowed is 1 to 16384");
    assertRefused("48", "48.5", "bits: found \"48.5\", allowed is a whole number");
    assertRefused("48", "\"48\"", "bits: found \"\"48\"\", allowed is a number");
    assertRefused("48", "1e999999999", "bits: found \"1e999999999\", allowed is a number");
    assertRefused("\"bits\": 48,", "", "bits: found none, it is required");
    assertRefused("\"bits\"", "\"seed\": 4, \"bits\"", "seed: found 4, kind linear allows none");
    assertRefused("linear", "hyperplane", "seed: found none, kind hyperplane needs one");
    assertRefused("\"format\": 1", "\"format\": 2", "format: found 2, allowed is 1");
    assertRefused("\"bits\"", "\"bitz\": 1, \"bits\"", "\"bitz\": found an unknown field");
    assertRefused("\"width\"", "\"depth\": 1, \"width\"", "input.\"depth\": found an unknown");
    assertRefused("\"width\": 28", "\"width\": 0", "input.width, height: found 0 x 28");
    assertRefused("\"width\": 28", "\"width\": 99999999", "allowed are 1 x 1 to 16777216 samples");
    assertRefused("\"width\": 28, ", "", "input.width: found none, it is required");
    assertRefused("grey", "gray", "input.channels: found \"gray\", allowed are [grey, rgb]");
    for (String wrong : new String[] {"crop", "STRETCH", ""}) {
      assertRefused(
          "\"grey\"",
          "\"grey\", \"resize\": \"" + wrong + "\"",
          "input.resize: found \"" + wrong + "\", allowed are [stretch]");
    }
    assertRefused("\"grey\"", "\"grey\", \"resize\": true", "input.resize: found \"true\"");
    assertRefused(
        "\"image\"", "\"sound\"", "input.kind: found \"sound\", allowed are [text, image, vector]");
    assertRefused("\"image\"", "\"text\"", "input.features: found none, it is required");
    assertRefused("\"fashion\"", "\"Fashion\"", "id: found \"Fashion\", allowed are 1 to 100");
    assertRefused("\"version\": \"1\"", "\"version\": \"../1\"", "version: found \"../1\"");
    assertRefused("a".repeat(64), "A".repeat(64), "training_data.sha256: found");
    assertRefused("0.25", "1e999", "metrics.map: found");
    assertRefused("0.25", "\"x\"", "metrics.map: found");
    assertRefused("\"metrics\": {", "\"metrics\": [], \"x\": {", "metrics: found \"[]\"");
    assertRefused("}}", "}} {}", "found no JSON object");
    assertRefused("{\"format\"", "{'format'", "found no JSON object (malformed at line 1");
    assertRefused("48,", "48, \"bits\": 64,", "\"bits\": found twice in one object");
    assertRefused("\"width\"", "\"width\": 1, \"width\"", "\"width\": found twice");
    assertRefused("48", "NaN", "found no JSON object");
    assertRefused("}}", "}", "found no JSON object");
    assertThrows(
        IllegalArgumentException.class, () -> ManifestJson.read(new byte[] {'"', -1, '"'}));
    assertThrows(IllegalArgumentException.class, () -> read("[]"));
    assertThrows(IllegalArgumentException.class, () -> read(""));
    assertThrows(IllegalArgumentException.class, () -> read("[".repeat(100_000)));
  }

  @Test
  public void testModelName() {
    assertEquals(new ModelName("a", "2"), ModelName.parse("a@2"));
    assertEquals(new ModelName("a", null), ModelName.parse("a"));
    assertTrue(ModelName.parse("a").matches(ModelName.parse("a@2")));
    assertTrue(!ModelName.parse("a@1").matches(ModelName.parse("a@2")));
    for (String bad : new String[] {"", "@1", "a@", "a@b@c", "a/b", "A", "..", "a b", "é"}) {
      assertThrows(bad, IllegalArgumentException.class, () -> ModelName.parse(bad));
    }
  }

  private static ManifestJson.Sealed read(String json) {
    return ManifestJson.read(json.getBytes(UTF_8));
  }

  private static void assertRefused(String old, String replacement, String message) {
    assertTrue(old, VALID.contains(old));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> read(VALID.replace(old, replacement)));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }
}
