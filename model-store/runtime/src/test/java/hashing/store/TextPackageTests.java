package hashing.store;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.Hyperplanes;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import hashing.encode.LinearEncoder;
import hashing.encode.TextSpec;
import hashing.encode.onnx.SentenceModel;
import hashing.encode.onnx.SentenceModels;
import hashing.encode.onnx.TestModels;
import hashing.encode.onnx.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class TextPackageTests {

  private static final long SEED = 20261121L;
  private static final int BITS = 32;

  private static Manifest manifest(EncoderKind kind, TextSpec input) {
    return new Manifest(
        ModelName.parse("sentences@1"),
        kind,
        BITS,
        "sentences@1",
        input,
        kind == EncoderKind.HYPERPLANE ? SEED : null,
        "a transformer with weights of chance",
        null,
        Map.of(),
        Map.of());
  }

  private static Map<PackageEntry, byte[]> entries(Map<PackageEntry, byte[]> head) {
    Map<PackageEntry, byte[]> entries = new EnumMap<>(PackageEntry.class);
    entries.put(PackageEntry.TOKENIZER, SentenceModels.tokenizerFile());
    entries.put(PackageEntry.SENTENCE, SentenceModels.model());
    entries.putAll(head);
    return entries;
  }

  /** The package that the tests on a node load. */
  private static byte[] fixture() {
    return PackageWriter.write(
        new ModelPackage(manifest(EncoderKind.HYPERPLANE, SentenceModels.SPEC), entries(Map.of())));
  }

  /** Writes that package to the file named. */
  public static void main(String[] file) throws IOException {
    Files.write(Path.of(file[0]), fixture());
  }

  private static Encoding encode(Encoder encoder, String text) {
    return encoder.encode(List.of(new EncoderInput.Text(text))).get(0);
  }

  private static byte[] code(Encoder encoder, String text) {
    return ((Encoding.Encoded) encode(encoder, text)).code();
  }

  private static float[] vector(String text) {
    try (SentenceModel model =
        SentenceModel.open(
            SentenceModels.model(),
            Tokenizer.open(SentenceModels.tokenizerFile(), SentenceModels.SPEC.maxTokens()),
            SentenceModels.SPEC)) {
      return model.vector(text);
    }
  }

  @Test
  public void testHyperplanesOnSentences() {
    LinearEncoder head =
        new LinearEncoder(
            new InputSpec.Vector(SentenceModels.DIMENSION),
            BITS,
            new float[SentenceModels.DIMENSION],
            Hyperplanes.matrix(SEED, SentenceModels.DIMENSION, BITS));
    try (Encoder encoder = EncoderLoader.open(PackageReader.read(fixture()))) {
      assertEquals(InputKind.TEXT, encoder.input());
      assertEquals(BITS, encoder.bitCount());
      for (String text : List.of("", "a bad fig", "dig, cab.")) {
        assertArrayEquals(text, head.code(vector(text)), code(encoder, text));
      }
    }
  }

  @Test
  public void testNetworkOnSentences() {
    TestModels.Network network =
        TestModels.Network.random(SentenceModels.DIMENSION, 5, BITS, new Random(SEED));
    ModelPackage model =
        new ModelPackage(
            manifest(EncoderKind.ONNX, SentenceModels.SPEC),
            entries(Map.of(PackageEntry.MODEL, network.onnx())));
    try (Encoder encoder = EncoderLoader.open(PackageReader.read(PackageWriter.write(model)))) {
      double[] relaxed = network.relaxed(vector("a bad fig"));
      byte[] code = code(encoder, "a bad fig");
      for (int bit = 0; bit < BITS; bit++) {
        assertTrue("too near to 0", Math.abs(relaxed[bit]) > 1e-5);
        assertEquals(relaxed[bit] > 0, Codes.get(code, bit));
      }
    }
  }

  /** The tests on a node ask for these codes. */
  @Test
  public void testFixture() throws IOException {
    Path file = Path.of(System.getProperty("hashing.test.models"), "sentences-1.zip");
    assertArrayEquals(fixture(), Files.readAllBytes(file));
    try (Encoder encoder = EncoderLoader.open(PackageReader.read(file))) {
      assertEquals("2648f35e", HexFormat.of().formatHex(code(encoder, "a bad fig")));
      assertEquals("86b4841e", HexFormat.of().formatHex(code(encoder, "dig, cab.")));
    }
  }

  @Test
  public void testRefusedInputsLeaveTheirNeighboursAlone() {
    try (Encoder encoder = EncoderLoader.open(PackageReader.read(fixture()))) {
      List<Encoding> encodings =
          encoder.encode(
              List.of(
                  new EncoderInput.Text("a".repeat(201)),
                  new EncoderInput.Text("a bad fig"),
                  new EncoderInput.Vector(new float[8])));
      assertEquals(
          new Encoding.Refused("found a text of 201 characters, allowed are 200"),
          encodings.get(0));
      assertArrayEquals(code(encoder, "a bad fig"), ((Encoding.Encoded) encodings.get(1)).code());
      assertTrue(encodings.get(2) instanceof Encoding.Refused);
    }
  }

  private static void assertRefused(String reason, Map<PackageEntry, byte[]> entries) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                EncoderLoader.open(
                    new ModelPackage(
                        manifest(EncoderKind.HYPERPLANE, SentenceModels.SPEC), entries)));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains(reason));
  }

  @Test
  public void testRefusedPackages() {
    Map<PackageEntry, byte[]> none = entries(Map.of());
    none.remove(PackageEntry.TOKENIZER);
    assertRefused("entry tokenizer.json: found none, input text needs it", none);
    byte[] text = "no tokenizer".getBytes(StandardCharsets.UTF_8);
    assertRefused(
        "entry tokenizer.json: found no JSON", entries(Map.of(PackageEntry.TOKENIZER, text)));
    assertRefused("entry sentence.onnx: found", entries(Map.of(PackageEntry.SENTENCE, text)));
    assertRefused(
        "entry model.onnx: found in a package", entries(Map.of(PackageEntry.MODEL, text)));
  }

  @Test
  public void testRefusedManifests() {
    String json =
        new String(
            ManifestJson.write(manifest(EncoderKind.HYPERPLANE, SentenceModels.SPEC), Map.of()),
            StandardCharsets.UTF_8);
    assertEquals(
        manifest(EncoderKind.HYPERPLANE, SentenceModels.SPEC),
        ManifestJson.read(json.getBytes(StandardCharsets.UTF_8)).manifest());
    Map<String, String> changes =
        Map.of(
            "\"max_tokens\": 12", "\"max_tokens\": 9000",
            "\"dimension\": 8", "\"dimension\": -1",
            "\"pooling\": \"mean\"", "\"pooling\": \"last\"",
            "\"normalise\": true", "\"normalise\": \"yes\"",
            "\"max_characters\": 200", "\"max_characters\": 2000000");
    changes.forEach((from, to) -> {
      assertTrue(json.contains(from));
      byte[] changed = json.replace(from, to).getBytes(StandardCharsets.UTF_8);
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> ManifestJson.read(changed));
      String field = "input." + from.substring(1, from.indexOf('"', 1)) + ": found";
      assertTrue(refusal.getMessage(), refusal.getMessage().startsWith(field));
    });
  }
}
