package hashing.opensearch.store;

import static org.hamcrest.Matchers.containsString;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;

import hashing.code.CodeFormat;
import hashing.encode.EncoderInput;
import hashing.encode.InputKind;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.EncodeRequest;
import hashing.opensearch.encode.EncodeResponse;
import hashing.opensearch.model.ModelFixtures;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.index.IndexRequest;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.cbor.CborXContent;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchIntegTestCase;
import org.opensearch.threadpool.ThreadPool;

/** The models of a cluster, whatever happens to its nodes, its uploads and its index. */
@OpenSearchIntegTestCase.ClusterScope(
    scope = OpenSearchIntegTestCase.Scope.TEST,
    numDataNodes = 2,
    supportsDedicatedMasters = false)
public class ModelClusterIT extends OpenSearchIntegTestCase {
  private static final int BITS = 64;
  private static final List<Object> VECTOR = List.of(1.0, -2.0, 0.5, 3.0);

  @Override
  protected Collection<Class<? extends Plugin>> nodePlugins() {
    return List.of(HashingPlugin.class);
  }

  private static PutModelResponse put(String name, byte[] file) {
    return client().execute(PutModelAction.INSTANCE, new PutModelRequest(name, file)).actionGet();
  }

  private static PutModelResponse put(String name, long seed) {
    return put(name, ModelFixtures.hyperplanes(name, BITS, 4, seed));
  }

  private static String expected(long seed) {
    EncoderInput input = new EncoderInput.Vector(new float[] {1, -2, 0.5f, 3});
    return CodeFormat.HEX.format(ModelFixtures.code(BITS, 4, seed, input), BITS);
  }

  private static String encode(String node, String model, List<Object> vector) {
    EncodeRequest request = new EncodeRequest(model, InputKind.VECTOR, List.of(vector));
    EncodeResponse answer = client(node).execute(EncodeAction.INSTANCE, request).actionGet();
    byte[] code = answer.items().getFirst().code();
    return CodeFormat.HEX.format(code, 8 * code.length);
  }

  private static void assertEncodedEverywhere(String model, String code) {
    for (String node : internalCluster().getNodeNames()) {
      assertEquals(node, code, encode(node, model, VECTOR));
    }
  }

  private static void assertRefused(RestStatus status, String message, ThrowingRunnable request) {
    Throwable cause = ExceptionsHelper.unwrapCause(expectThrows(Exception.class, request));
    assertThat(cause.getMessage(), containsString(message));
    assertEquals(cause.toString(), status, ExceptionsHelper.status(cause));
  }

  public void testFullRestart() throws Exception {
    assertTrue(put("planes@1", 7).acknowledged());
    assertEncodedEverywhere("planes", expected(7));
    ensureGreen(ModelIndex.NAME);
    internalCluster().fullRestart();
    ensureGreen(ModelIndex.NAME);
    assertEncodedEverywhere("planes@1", expected(7));
  }

  public void testLostAndNewNodes() throws Exception {
    put("planes@1", 7);
    ensureGreen(ModelIndex.NAME);
    internalCluster().stopRandomDataNode();
    assertEncodedEverywhere("planes@1", expected(7));
    // Without a copy of the index, it has the list when it joins, and reads the chunks elsewhere.
    internalCluster().startCoordinatingOnlyNode(Settings.EMPTY);
    internalCluster().startDataOnlyNode();
    assertEncodedEverywhere("planes", expected(7));
    put("planes@1", 8);
    assertEncodedEverywhere("planes", expected(8));
  }

  public void testManyChunks() throws Exception {
    int dimension = 1100;
    int bits = 2048;
    float[] matrix = new float[dimension * bits];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = random().nextFloat() - 0.5f;
    }
    PutModelResponse stored =
        put("large@1", ModelFixtures.linear("large@1", bits, dimension, matrix));
    assertEquals(3, stored.model().chunks());
    List<Object> vector = new ArrayList<>();
    IntStream.range(0, dimension).forEach(_ -> vector.add((double) random().nextFloat()));
    String code = encode(internalCluster().getNodeNames()[0], "large", vector);
    for (int bit = 0; bit < 32; bit++) {
      double sum = 0;
      for (int i = 0; i < dimension; i++) {
        sum += ((Double) vector.get(i)).floatValue() * matrix[i * bits + bit];
      }
      boolean set = (Long.parseLong(code.substring(0, 8), 16) >> (31 - bit) & 1) == 1;
      assertTrue(bit + ": " + sum, Math.abs(sum) < 1e-3 || set == sum > 0);
    }
    String other = internalCluster().getNodeNames()[1];
    assertEquals(code, encode(other, "large", vector));
  }

  /** Whatever order they come in, all nodes have one of them, whole, and nothing else is left. */
  public void testUploadsOfOneVersion() throws Exception {
    List<ActionFuture<PutModelResponse>> uploads = new ArrayList<>();
    int count = 8;
    for (int seed = 0; seed < count; seed++) {
      byte[] file = ModelFixtures.hyperplanes("planes@1", BITS, 4, seed);
      String node = randomFrom(internalCluster().getNodeNames());
      uploads.add(
          client(node).execute(PutModelAction.INSTANCE, new PutModelRequest("planes@1", file)));
    }
    for (ActionFuture<PutModelResponse> upload : uploads) {
      assertTrue(upload.actionGet().acknowledged());
    }
    String code = encode(internalCluster().getNodeNames()[0], "planes@1", VECTOR);
    List<String> codes = IntStream.range(0, count).mapToObj(ModelClusterIT::expected).toList();
    assertTrue(codes.contains(code));
    assertEncodedEverywhere("planes", code);
    assertBusy(() -> assertEquals(2, documents()));
  }

  private static long documents() {
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

  public void testDamagedChunk() throws Exception {
    put("planes@1", 7);
    StoredModel hurt = put("planes@2", 8).model();
    String id = hurt.upload() + "-0";
    Map<String, Object> chunk =
        new HashMap<>(
            XContentHelper.convertToMap(
                    client().prepareGet(ModelIndex.NAME, id).get().getSourceAsBytesRef(),
                    true,
                    XContentType.CBOR)
                .v2());
    byte[] data = ((byte[]) chunk.get("data")).clone();
    data[randomIntBetween(0, data.length - 1)] ^= (byte) (1 << randomIntBetween(0, 7));
    chunk.put("data", data);
    try (XContentBuilder source = CborXContent.contentBuilder()) {
      client()
          .index(new IndexRequest(ModelIndex.NAME).id(id).source(source.map(chunk)))
          .actionGet();
    }
    for (String node : internalCluster().getNodeNames()) {
      assertRefused(
          RestStatus.SERVICE_UNAVAILABLE,
          "model [planes@2]: chunk [0] of [1], document [" + id + "]",
          () -> encode(node, "planes", VECTOR));
    }
    assertEncodedEverywhere("planes@1", expected(7));
    client().prepareDelete(ModelIndex.NAME, id).get();
    assertRefused(
        RestStatus.SERVICE_UNAVAILABLE,
        "is missing",
        () -> encode(internalCluster().getNodeNames()[0], "planes", VECTOR));
    put("planes@2", 9);
    assertEncodedEverywhere("planes", expected(9));
  }

  public void testDeleteWhileUsed() throws Exception {
    put("planes@1", 7);
    assertAcked(
        prepareCreate("photos").setMapping("code", "type=binary_code,bits=64,model_id=planes@1"));
    assertRefused(
        RestStatus.CONFLICT,
        "model [planes@1] is in use by [field photos/code]",
        () ->
            client()
                .execute(DeleteModelAction.INSTANCE, new DeleteModelRequest("planes@1"))
                .actionGet());
    assertEncodedEverywhere("planes@1", expected(7));
    assertAcked(client().admin().indices().prepareDelete("photos"));
    assertAcked(
        client()
            .execute(DeleteModelAction.INSTANCE, new DeleteModelRequest("planes@1"))
            .actionGet());
    for (String node : internalCluster().getNodeNames()) {
      assertRefused(
          RestStatus.BAD_REQUEST,
          "found no model [planes@1]",
          () -> encode(node, "planes@1", VECTOR));
    }
    assertBusy(() -> assertEquals(0, documents()));
  }

  public void testLeftoversAreCollected() throws Exception {
    StoredModel listed = put("planes@1", 7).model();
    for (String id : List.of("cut-0", "cut-1", "cut")) {
      client()
          .prepareIndex(ModelIndex.NAME)
          .setId(id)
          .setSource(Map.of("upload", "cut", "model", "planes@1", "time", listed.time()))
          .get();
    }
    assertEquals(5, documents());
    OrphanCollector collector =
        new OrphanCollector(
            client(), clusterService(), internalCluster().getInstance(ThreadPool.class));
    PlainActionFuture<Void> young = PlainActionFuture.newFuture();
    collector.collect(listed.time(), young);
    young.actionGet();
    assertEquals(5, documents());
    PlainActionFuture<Void> old = PlainActionFuture.newFuture();
    collector.collect(listed.time() + 1, old);
    old.actionGet();
    assertEquals(2, documents());
    assertEncodedEverywhere("planes@1", expected(7));
  }

  /** The list comes and goes with the index, as it is in its metadata. */
  public void testSnapshot() throws Exception {
    put("planes@1", 7);
    assertAcked(
        client()
            .admin()
            .cluster()
            .preparePutRepository("backup")
            .setType("fs")
            .setSettings(Settings.builder().put("location", randomRepoPath())));
    client()
        .admin()
        .cluster()
        .prepareCreateSnapshot("backup", "one")
        .setIndices(ModelIndex.NAME)
        .setIncludeGlobalState(false)
        .setWaitForCompletion(true)
        .get();
    assertAcked(client().admin().indices().prepareDelete(ModelIndex.NAME));
    assertRefused(
        RestStatus.BAD_REQUEST,
        "found no model [planes]",
        () -> encode(internalCluster().getNodeNames()[0], "planes", VECTOR));
    client()
        .admin()
        .cluster()
        .prepareRestoreSnapshot("backup", "one")
        .setIndices(ModelIndex.NAME)
        .setIndicesOptions(IndicesOptions.lenientExpandHidden())
        .setWaitForCompletion(true)
        .get();
    ensureGreen(ModelIndex.NAME);
    assertEncodedEverywhere("planes", expected(7));
  }
}
