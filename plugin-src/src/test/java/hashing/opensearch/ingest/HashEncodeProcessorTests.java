package hashing.opensearch.ingest;

import static org.hamcrest.Matchers.containsString;

import hashing.code.CodeFormat;
import hashing.encode.EncoderInput;
import hashing.opensearch.model.ModelFixtures;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.query.HammingFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.opensearch.OpenSearchParseException;
import org.opensearch.ingest.AbstractProcessor;
import org.opensearch.ingest.CompoundProcessor;
import org.opensearch.ingest.IngestDocument;
import org.opensearch.ingest.IngestDocumentWrapper;
import org.opensearch.ingest.Processor;
import org.opensearch.ingest.RandomDocumentPicks;
import org.opensearch.test.OpenSearchTestCase;

public class HashEncodeProcessorTests extends OpenSearchTestCase {
  private static final int DIMENSION = 4;
  private ModelRegistry models;

  @Before
  public void openModels() throws Exception {
    Path config = createTempDir();
    Path folder = Files.createDirectories(config.resolve("opensearch-hashing").resolve("models"));
    byte[] zip = ModelFixtures.hyperplanes("planes@1", 12, DIMENSION, 5);
    Files.write(folder.resolve("planes.zip"), zip);
    models = ModelRegistry.of(config);
  }

  @After
  public void closeModels() {
    models.close();
  }

  private HashEncodeProcessor processor(Object... config) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < config.length; i += 2) {
      map.put((String) config[i], config[i + 1]);
    }
    HashEncodeProcessor processor =
        new HashEncodeProcessorFactory(models).create(Map.of(), "tag", null, map);
    assertEquals(Map.of(), map);
    return processor;
  }

  private HashEncodeProcessor vectors(Object... more) {
    List<Object> config = new ArrayList<>();
    Collections.addAll(config, "model_id", "planes@1", "field", "v", "target_field", "code");
    Collections.addAll(config, more);
    return processor(config.toArray());
  }

  private static IngestDocument document(Map<String, Object> source) {
    return RandomDocumentPicks.randomIngestDocument(random(), new HashMap<>(source));
  }

  private static Map<String, Object> field(String name, Object value) {
    Map<String, Object> source = new HashMap<>();
    source.put(name, value);
    return source;
  }

  private static List<Object> vector() {
    return List.of(randomDouble(), randomInt(), (float) -randomDouble(), 1L);
  }

  private static String expected(List<Object> vector) {
    float[] values = new float[vector.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) vector.get(i)).floatValue();
    }
    byte[] code = ModelFixtures.code(12, DIMENSION, 5, new EncoderInput.Vector(values));
    return CodeFormat.HEX.format(code, 12);
  }

  private static void fails(Processor processor, Map<String, Object> source, String... parts) {
    IngestDocument document = document(source);
    Map<String, Object> before = new HashMap<>(document.getSourceAndMetadata());
    Exception e = expectThrows(IllegalArgumentException.class, () -> processor.execute(document));
    for (String part : parts) {
      assertThat(e.getMessage(), containsString(part));
    }
    assertEquals(before, document.getSourceAndMetadata());
  }

  public void testVector() throws Exception {
    List<Object> vector = vector();
    IngestDocument document = vectors().execute(document(field("v", vector)));
    assertEquals(expected(vector), document.getFieldValue("code", String.class));
    assertEquals(vector, document.getFieldValue("v", List.class));
  }

  public void testTextAndImageFromNestedPaths() throws Exception {
    Processor text =
        processor(
            "model_id",
            "python-simhash-2",
            "field",
            "a.text",
            "target_field",
            "b.c.code",
            "format",
            "long");
    IngestDocument document = text.execute(document(field("a", field("text", "a red car"))));
    byte[] code =
        HammingFixtures.encode(models, "python-simhash-2", new EncoderInput.Text("a red car"));
    assertEquals(
        CodeFormat.LONG.format(code, 64), document.getFieldValue("b.c.code", String.class));

    byte[] png = HammingFixtures.png(random());
    code = HammingFixtures.encode(models, "imagehash-phash", new EncoderInput.Image(png));
    String base64 = Base64.getEncoder().encodeToString(png);
    Processor image = processor("model_id", "imagehash-phash", "field", "p", "target_field", "p");
    for (Object value : List.of(base64, "data:image/png;base64," + base64, png)) {
      document = image.execute(document(field("p", value)));
      assertEquals(CodeFormat.HEX.format(code, 64), document.getFieldValue("p", String.class));
    }
  }

  public void testQuality() throws Exception {
    String png = Base64.getEncoder().encodeToString(HammingFixtures.png(random()));
    Processor pdq =
        processor(
            "model_id",
            "pdq",
            "field",
            "p",
            "target_field",
            "a.code",
            "quality_field",
            "a.quality");
    IngestDocument document = pdq.execute(document(field("p", png)));
    assertEquals(64, document.getFieldValue("a.code", String.class).length());
    int quality = document.getFieldValue("a.quality", Integer.class);
    assertTrue("quality " + quality, quality >= 0 && quality <= 100);
    Processor phash =
        processor(
            "model_id",
            "imagehash-phash",
            "field",
            "p",
            "target_field",
            "code",
            "quality_field",
            "quality");
    fails(phash, field("p", png), "[quality_field]: model [imagehash-phash] has no quality");
  }

  public void testFailures() {
    Processor processor = vectors();
    fails(processor, Map.of("w", 1), "field [v] not present as part of path [v]");
    fails(processor, field("v", null), "field [v] is null, cannot encode it");
    fails(processor, field("v", "text"), "field [v]", "[planes@1]", "found a string, needed is");
    fails(processor, field("v", List.of(1, "x", 2, 3)), "found a string at [1]");
    fails(processor, field("v", List.of(1, 1e300, 2, 3)), "found [1.0E300] at [1]");
    fails(processor, field("v", List.of(1, 2)), "field [v] cannot be encoded", "2");
    Processor image =
        processor("model_id", "imagehash-phash", "field", "p", "target_field", "code");
    fails(image, field("p", 17), "found [17], needed is an image in base64");
    fails(image, field("p", "?"), "not base64");
    fails(image, field("p", "AAAA"), "field [p] cannot be encoded by model [imagehash-phash]");
    Processor target =
        processor("model_id", "python-simhash-2", "field", "a", "target_field", "a.b");
    fails(target, field("a", "text"), "cannot set [b]");
  }

  public void testIgnoreMissing() throws Exception {
    Processor processor = vectors("ignore_missing", true);
    for (Map<String, Object> source : List.of(Map.<String, Object>of("w", 1), field("v", null))) {
      IngestDocument document = document(source);
      Map<String, Object> before = new TreeMap<>(document.getSourceAndMetadata());
      assertSame(document, processor.execute(document));
      assertEquals(before, new TreeMap<>(document.getSourceAndMetadata()));
    }
    fails(processor, field("v", "text"), "found a string");
  }

  public void testUnknownModelFailsEachDocument() {
    Processor processor = processor("model_id", "fashion@1", "field", "v", "target_field", "code");
    fails(processor, field("v", 1), "found no model [fashion@1] on this node", "planes@1");
    List<IngestDocumentWrapper> results = batch(processor, wrappers(field("v", 1), Map.of()));
    results.forEach(result -> assertNotNull(result.getException()));
  }

  private static List<IngestDocumentWrapper> wrappers(Object... sources) {
    List<IngestDocumentWrapper> wrappers = new ArrayList<>();
    for (int i = 0; i < sources.length; i++) {
      @SuppressWarnings("unchecked") // a source
      Map<String, Object> source = (Map<String, Object>) sources[i];
      wrappers.add(new IngestDocumentWrapper(100 + i, 0, document(source), null));
    }
    return wrappers;
  }

  private static List<IngestDocumentWrapper> batch(
      Processor processor, List<IngestDocumentWrapper> wrappers) {
    AtomicInteger calls = new AtomicInteger();
    List<IngestDocumentWrapper> results = new ArrayList<>();
    processor.batchExecute(
        wrappers,
        part -> {
          calls.incrementAndGet();
          results.addAll(part);
        });
    assertEquals(1, calls.get());
    assertEquals(wrappers.size(), results.size());
    return results;
  }

  public void testBatchFailsExactlyTheBadDocumentsAndAgreesWithSingles() throws Exception {
    boolean ignoreMissing = randomBoolean();
    Processor processor = vectors("ignore_missing", ignoreMissing);
    int size = randomIntBetween(0, 60);
    List<Map<String, Object>> sources = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      sources.add(
          switch (randomInt(5)) {
            case 0 -> field("v", "text");
            case 1 -> field("v", List.of(1, 2));
            case 2 -> field("other", 1);
            default -> field("v", vector());
          });
    }
    List<IngestDocumentWrapper> results = batch(processor, wrappers(sources.toArray()));
    for (int i = 0; i < size; i++) {
      IngestDocumentWrapper result = results.get(i);
      assertEquals(100 + i, result.getSlot());
      IngestDocument single = document(sources.get(i));
      try {
        processor.execute(single);
        assertNull(result.getException());
        Map<String, Object> found = result.getIngestDocument().getSourceAndMetadata();
        assertEquals(sources.get(i).containsKey("v"), found.containsKey("code"));
        assertEquals(single.getSourceAndMetadata().get("code"), found.get("code"));
      } catch (IllegalArgumentException e) {
        assertEquals(e.getMessage(), result.getException().getMessage());
        assertFalse(result.getIngestDocument().hasField("code"));
      }
    }
  }

  public void testBatchUnderIgnoreFailureAndOnFailure() {
    List<Object> vector = vector();
    for (boolean ignoreFailure : new boolean[] {true, false}) {
      Processor mark = new MarkProcessor();
      CompoundProcessor compound =
          new CompoundProcessor(
              ignoreFailure, List.of(vectors()), ignoreFailure ? List.of() : List.of(mark));
      List<IngestDocumentWrapper> results = new ArrayList<>();
      compound.batchExecute(
          wrappers(field("v", vector), field("v", "bad"), field("v", vector)), results::addAll);
      assertEquals(3, results.size());
      for (IngestDocumentWrapper result : results) {
        assertNull(result.getException());
        boolean bad = result.getSlot() == 101;
        assertEquals(!bad, result.getIngestDocument().hasField("code"));
        assertEquals(bad && !ignoreFailure, result.getIngestDocument().hasField("marked"));
      }
    }
    List<IngestDocumentWrapper> results = new ArrayList<>();
    new CompoundProcessor(vectors())
        .batchExecute(wrappers(field("v", vector), field("v", "bad")), results::addAll);
    results.forEach(r -> assertEquals(r.getSlot() == 101, r.getException() != null));
  }

  private static final class MarkProcessor extends AbstractProcessor {
    MarkProcessor() {
      super("mark", null);
    }

    @Override
    public IngestDocument execute(IngestDocument document) {
      document.setFieldValue("marked", true);
      return document;
    }

    @Override
    public String getType() {
      return "mark";
    }
  }

  public void testConfiguration() {
    refused("[model_id] required property is missing", "field", "a", "target_field", "b");
    refused("found []", "model_id", "python-simhash-2", "field", "", "target_field", "b");
    refused("found [a..b]", "model_id", "python-simhash-2", "field", "a", "target_field", "a..b");
    refused("found [_version]", "model_id", "m", "field", "a", "target_field", "_version");
    refused("[field] required property is missing", "model_id", "m", "target_field", "b");
    refused("[target_field] required property is missing", "model_id", "m", "field", "a");
    refused("[model_id] id: found", "model_id", "A B", "field", "a", "target_field", "b");
    refused(
        "[format] found format [octal], allowed are [hex, base64, bits, long]",
        "model_id",
        "m",
        "field",
        "a",
        "target_field",
        "b",
        "format",
        "octal");
    refused(
        "[format] found 128 bits with format [long], which allows at most 64",
        "model_id",
        "python-simhash-2-128",
        "field",
        "a",
        "target_field",
        "b",
        "format",
        "long");
    refused(
        "[ignore_missing] property isn't a boolean",
        "model_id",
        "m",
        "field",
        "a",
        "target_field",
        "b",
        "ignore_missing",
        "maybe");
  }

  private void refused(String message, Object... config) {
    Exception e = expectThrows(OpenSearchParseException.class, () -> processor(config));
    assertThat(e.getMessage(), containsString(message));
  }
}
