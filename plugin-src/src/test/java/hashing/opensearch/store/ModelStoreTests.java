package hashing.opensearch.store;

import static org.hamcrest.Matchers.containsString;

import hashing.encode.EncoderInput;
import hashing.encode.InputKind;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.EncodeRequest;
import hashing.opensearch.encode.EncodeResponse;
import hashing.opensearch.model.EncoderMemory;
import hashing.opensearch.model.ModelFixtures;
import hashing.opensearch.model.SlowNetworks;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.admin.indices.alias.Alias;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** Uploading, describing, using and deleting models on one node. */
public class ModelStoreTests extends OpenSearchSingleNodeTestCase {
  private static final List<Object> VECTOR = List.of(1.0, -2.0, 0.5, 3.0);

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  /** A node of its own for each test, as models are the cluster's. */
  @Override
  protected boolean resetNodeAfterTest() {
    return true;
  }

  private PutModelResponse put(String id, byte[] file) {
    return client().execute(PutModelAction.INSTANCE, new PutModelRequest(id, file)).actionGet();
  }

  private void delete(String id) {
    assertTrue(
        client()
            .execute(DeleteModelAction.INSTANCE, new DeleteModelRequest(id))
            .actionGet()
            .isAcknowledged());
  }

  private Map<String, Object> get(String id) {
    return client()
        .execute(GetModelsAction.INSTANCE, new GetModelsRequest(id))
        .actionGet()
        .models()
        .getFirst();
  }

  private byte[] encode(String id) {
    EncodeRequest request = new EncodeRequest(id, InputKind.VECTOR, List.of(VECTOR));
    EncodeResponse response = client().execute(EncodeAction.INSTANCE, request).actionGet();
    return response.items().getFirst().code();
  }

  private static byte[] expected(int bits, long seed) {
    EncoderInput input = new EncoderInput.Vector(new float[] {1, -2, 0.5f, 3});
    return ModelFixtures.code(bits, 4, seed, input);
  }

  private static void assertRefused(RestStatus status, String message, ThrowingRunnable request) {
    Exception refused = expectThrows(Exception.class, request);
    Throwable cause = ExceptionsHelper.unwrapCause(refused);
    assertThat(cause.getMessage(), containsString(message));
    assertEquals(cause.toString(), status, ExceptionsHelper.status(cause));
  }

  public void testUploadedModelEncodes() {
    PutModelResponse created = put("signs@1", ModelFixtures.hyperplanes("signs@1", 64, 4, 7));
    assertTrue(created.acknowledged());
    assertEquals(RestStatus.CREATED, created.status());
    assertArrayEquals(expected(64, 7), encode("signs@1"));
    assertArrayEquals(expected(64, 7), encode("signs"));
    put("signs", ModelFixtures.hyperplanes("signs@2", 64, 4, 8));
    assertArrayEquals(expected(64, 8), encode("signs"));
    assertArrayEquals(expected(64, 7), encode("signs@1"));
    delete("signs@2");
    assertArrayEquals(expected(64, 7), encode("signs"));
    delete("signs@1");
    assertRefused(RestStatus.BAD_REQUEST, "found no model [signs]", () -> encode("signs"));
  }

  public void testReplaced() {
    byte[] file = ModelFixtures.hyperplanes("signs@1", 64, 4, 7);
    put("signs@1", file);
    assertArrayEquals(expected(64, 7), encode("signs@1"));
    PutModelResponse replaced = put("signs@1", ModelFixtures.hyperplanes("signs@1", 64, 4, 9));
    assertEquals(RestStatus.OK, replaced.status());
    assertArrayEquals(expected(64, 9), encode("signs@1"));
  }

  public void testDescribed() {
    byte[] file = ModelFixtures.hyperplanes("signs@1", 64, 4, 7);
    put("signs", file);
    Map<String, Object> model = get("signs");
    assertEquals("signs@1", model.get("model_id"));
    assertEquals("stored", model.get("source"));
    assertEquals(64, model.get("bits"));
    assertEquals((long) file.length, model.get("size_in_bytes"));
    assertEquals(1, model.get("chunks"));
    assertEquals(List.of(), model.get("used_by"));
    assertEquals("hyperplane", ((Map<?, ?>) model.get("manifest")).get("kind"));
    assertEquals(List.of(), model.get("loaded_on"));
    encode("signs");
    assertEquals(List.of("node_s_0"), get("signs").get("loaded_on"));
    assertEquals(List.of(), get("pdq").get("loaded_on"));
  }

  public void testUploadsThatAreRefused() {
    byte[] file = ModelFixtures.hyperplanes("signs@1", 64, 4, 7);
    put("signs@1", file);
    String before = get("signs@1").get("upload").toString();
    assertRefused(RestStatus.BAD_REQUEST, "the body is empty", () -> put("signs@1", new byte[0]));
    assertRefused(
        RestStatus.BAD_REQUEST, "no end of a zip file", () -> put("signs@1", new byte[1000]));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "[id] found [signs@2], the package is [signs@1]; allowed is [signs@1] or [signs]",
        () -> put("signs@2", file));
    assertRefused(RestStatus.BAD_REQUEST, "allowed are 1 to 100", () -> put("No Id", file));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "[pdq], which is built in",
        () -> put("pdq", ModelFixtures.hyperplanes("pdq@1", 64, 4, 7)));
    for (int i = 0; i < 200; i++) {
      byte[] hurt = file.clone();
      hurt[randomIntBetween(0, hurt.length - 1)] ^= (byte) (1 << randomIntBetween(0, 7));
      byte[] cut = Arrays.copyOf(hurt, randomBoolean() ? hurt.length : randomInt(hurt.length - 1));
      try {
        put("signs@1", cut);
        before = get("signs@1").get("upload").toString(); // a flip in a name or a time
      } catch (Exception e) {
        assertEquals(e.toString(), RestStatus.BAD_REQUEST, ExceptionsHelper.status(e));
      }
    }
    assertEquals(before, get("signs@1").get("upload"));
    CircuitBreakerService breakers = getInstanceFromNode(CircuitBreakerService.class);
    assertEquals(0, breakers.getBreaker(CircuitBreaker.REQUEST).getUsed());
  }

  public void testNoRoom() {
    CircuitBreaker breaker =
        getInstanceFromNode(CircuitBreakerService.class).getBreaker(CircuitBreaker.REQUEST);
    long taken = breaker.getLimit();
    byte[] file =
        ModelFixtures.linear(
            "planes@1",
            8,
            4,
            new float[] {
              1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5,
              6, 7, 8
            });
    breaker.addWithoutBreaking(taken);
    try {
      assertRefused(RestStatus.TOO_MANY_REQUESTS, "Data too large", () -> put("planes", file));
    } finally {
      breaker.addWithoutBreaking(-taken);
    }
    put("planes", file);
    assertEquals(0, breaker.getUsed());
  }

  /** The encoder that an upload is judged by counts as those that are loaded do. */
  public void testNoRoomForTheEncoder() {
    CircuitBreaker breaker =
        getInstanceFromNode(CircuitBreakerService.class).getBreaker(EncoderMemory.BREAKER);
    byte[] file = ModelFixtures.hyperplanes("planes@1", 64, 1024, 7);
    long taken = breaker.getLimit() - 1024 * 64 * Float.BYTES;
    breaker.addWithoutBreaking(taken);
    try {
      assertRefused(
          RestStatus.TOO_MANY_REQUESTS,
          "model [planes@1] needs [260kb] of memory; [plugins.hashing.breaker.limit] is",
          () -> put("planes", file));
      assertRefused(
          RestStatus.BAD_REQUEST,
          "dimension x bits: found 16777216 x 16384",
          () -> put("planes", ModelFixtures.hyperplanes("planes@1", 16384, 1 << 24, 7)));
    } finally {
      breaker.addWithoutBreaking(-taken);
    }
    assertEquals(0, breaker.getUsed());
    put("planes", file);
    assertEquals("given back", 0, breaker.getUsed());
  }

  /** The package of a model, as it is read and unpacked, is heap that a request takes. */
  public void testNoHeapToLoad() {
    put("planes@1", ModelFixtures.hyperplanes("planes@1", 64, 4, 7));
    CircuitBreaker breaker =
        getInstanceFromNode(CircuitBreakerService.class).getBreaker(CircuitBreaker.REQUEST);
    long taken = breaker.getLimit() - 1000; // the package has 300 bytes, its one entry 1 MB at most
    breaker.addWithoutBreaking(taken);
    try {
      assertRefused(
          RestStatus.TOO_MANY_REQUESTS,
          "Data too large, data for [load of model [planes@1]]",
          () -> encode("planes"));
    } finally {
      breaker.addWithoutBreaking(-taken);
    }
    assertEquals(0, breaker.getUsed());
    assertArrayEquals(expected(64, 7), encode("planes"));
    assertEquals("given back", 0, breaker.getUsed());
  }

  /** A network that would run for minutes when it is tried. */
  public void testTrialThatTakesTooLong() {
    byte[] file = SlowNetworks.packed("slow@1", 20_000);
    set("plugins.hashing.encode.trial_timeout", "2s");
    try {
      ActionFuture<PutModelResponse> slow =
          client().execute(PutModelAction.INSTANCE, new PutModelRequest("slow@1", file));
      EncodeRequest other =
          new EncodeRequest("python-simhash-2", InputKind.TEXT, List.of("nobody is held up"));
      client().execute(EncodeAction.INSTANCE, other).actionGet();
      assertFalse("the trial goes on", slow.isDone());
      assertRefused(RestStatus.BAD_REQUEST, "longer than [2s]", slow::actionGet);
      set("plugins.hashing.encode.trial_timeout", "100ms");
      assertRefused(
          RestStatus.BAD_REQUEST,
          "found a model whose trial took longer than [100ms], which"
              + " [plugins.hashing.encode.trial_timeout] allows",
          () -> put("slow@1", file));
    } finally {
      set("plugins.hashing.encode.trial_timeout", null);
    }
    CircuitBreakerService breakers = getInstanceFromNode(CircuitBreakerService.class);
    assertEquals(0, breakers.getBreaker(EncoderMemory.BREAKER).getUsed());
    assertEquals(0, breakers.getBreaker(CircuitBreaker.REQUEST).getUsed());
    assertEquals(RestStatus.CREATED, put("slow@1", SlowNetworks.packed("slow@1", 2)).status());
  }

  private void set(String key, String value) {
    client()
        .admin()
        .cluster()
        .prepareUpdateSettings()
        .setTransientSettings(Settings.builder().put(key, value))
        .get();
  }

  public void testMappingsOfAnotherModel() {
    put("signs@1", ModelFixtures.hyperplanes("signs@1", "one", 64, 4, 7));
    put("other@1", ModelFixtures.hyperplanes("other@1", "two", 64, 4, 8));
    put("third@1", ModelFixtures.hyperplanes("third@1", "one", 64, 4, 9));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "field [a]: found model [signs], which gives [64] bits, allowed is a model that gives the"
            + " field's [32]",
        () -> createIndex("codes", "a", "type=binary_code,bits=32,model_id=signs"));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "field [a]: found [model_id] and [search_model_id] of different code spaces",
        () ->
            createIndex(
                "codes", "a", "type=binary_code,bits=64,model_id=signs,search_model_id=other@1"));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "[python-simhash-2] has [python-simhash-2-64]",
        () ->
            createIndex(
                "codes",
                "a",
                "type=binary_code,bits=64,model_id=signs,search_model_id=python-simhash-2"));
    createIndex("codes", "a", "type=binary_code,bits=64,model_id=signs,search_model_id=third@1");
    createIndex("later", "a", "type=binary_code,bits=32,model_id=later@1");
    assertRefused(
        RestStatus.CONFLICT,
        "[field later/a ([32] bits)]",
        () -> put("later@1", ModelFixtures.hyperplanes("later@1", 64, 4, 7)));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "different code spaces",
        () ->
            client()
                .admin()
                .indices()
                .preparePutMapping("codes")
                .setSource("a", "type=binary_code,bits=64,model_id=signs,search_model_id=other@1")
                .get());
  }

  private void createIndex(String name, String field, String definition) {
    client().admin().indices().prepareCreate(name).setMapping(field, definition).get();
  }

  public void testCodesOfAnotherSpaceAreKeptOut() {
    put("signs@1", ModelFixtures.hyperplanes("signs@1", "one", 64, 4, 7));
    put("signs@2", ModelFixtures.hyperplanes("signs@2", "one", 64, 4, 8));
    put("other@1", ModelFixtures.hyperplanes("other@1", "two", 64, 4, 8));
    for (String model : List.of("signs@1", "signs@2", "other@1")) {
      BytesArray pipeline =
          new BytesArray(
              "{\"processors\":[{\"hash_encode\":{\"model_id\":\""
                  + model
                  + "\",\"field\":\"v\",\"target_field\":\"shape.code\"}}]}");
      client()
          .admin()
          .cluster()
          .preparePutPipeline("by-" + model, pipeline, XContentType.JSON)
          .get();
    }
    String mapping =
        "{\"properties\":{\"shape\":{\"properties\":{\"code\":{\"type\":\"binary_code\","
            + "\"bits\":64,\"model_id\":\"signs@1\"}}}}}";
    client()
        .admin()
        .indices()
        .prepareCreate("codes")
        .setMapping(mapping)
        .addAlias(new Alias("shapes"))
        .get();
    for (String index : List.of("codes", "shapes")) {
      index(index, "by-signs@1");
      index(index, "by-signs@2");
      assertRefused(
          RestStatus.BAD_REQUEST,
          "field [shape.code] of index ["
              + index
              + "] has codes of model [signs@1], code space [one]; found a code of model [other@1],"
              + " code space [two]",
          () -> index(index, "by-other@1"));
    }
    index("free", "by-other@1");
  }

  private void index(String index, String pipeline) {
    client().prepareIndex(index).setPipeline(pipeline).setSource(Map.of("v", VECTOR)).get();
  }

  /** Whether writing or listing fails, the old one serves and nothing is left behind. */
  public void testFailedUploads() throws Exception {
    put("signs@1", ModelFixtures.hyperplanes("signs@1", 64, 4, 7));
    byte[] next = ModelFixtures.hyperplanes("signs@1", 64, 4, 8);
    blockWrites(true);
    assertRefused(RestStatus.FORBIDDEN, "write", () -> put("signs@1", next));
    assertArrayEquals(expected(64, 7), encode("signs@1"));
    blockWrites(false);
    createIndex("codes", "a", "type=binary_code,bits=64,model_id=signs@1");
    assertRefused(
        RestStatus.CONFLICT,
        "field codes/a (codes of [signs@1], code space [signs@1])",
        () -> put("signs@1", ModelFixtures.hyperplanes("signs@1", "strange", 64, 4, 8)));
    assertArrayEquals(expected(64, 7), encode("signs@1"));
    assertBusy(() -> assertEquals(2, documents()));
    put("signs@1", next);
    assertArrayEquals(expected(64, 8), encode("signs@1"));
    assertBusy(() -> assertEquals(2, documents()));
  }

  private void blockWrites(boolean blocked) {
    client()
        .admin()
        .indices()
        .prepareUpdateSettings(ModelIndex.NAME)
        .setSettings(Settings.builder().put("index.blocks.write", blocked))
        .get();
  }

  private long documents() {
    client().admin().indices().prepareRefresh(ModelIndex.NAME).get();
    return client()
        .prepareSearch(ModelIndex.NAME)
        .setSize(0)
        .setTrackTotalHits(true)
        .get()
        .getHits()
        .getTotalHits()
        .value();
  }
}
