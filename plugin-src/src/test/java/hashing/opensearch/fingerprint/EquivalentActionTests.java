package hashing.opensearch.fingerprint;

import static org.hamcrest.Matchers.containsString;

import hashing.encode.Hyperplanes;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.model.ModelFixtures;
import hashing.opensearch.pool.WorkPool;
import hashing.opensearch.store.DeleteModelAction;
import hashing.opensearch.store.DeleteModelRequest;
import hashing.opensearch.store.GetModelsAction;
import hashing.opensearch.store.GetModelsRequest;
import hashing.opensearch.store.ModelIndex;
import hashing.opensearch.store.PutModelAction;
import hashing.opensearch.store.PutModelRequest;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.SearchHit;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.test.OpenSearchSingleNodeTestCase;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;
import org.opensearch.transport.client.node.NodeClient;

/** Stored models of one function, however they are written, are found; others are not. */
public class EquivalentActionTests extends OpenSearchSingleNodeTestCase {
  private static final int BITS = 48;
  private static final int DIMENSION = 6;

  private long seed;

  @Override
  public void setUp() throws Exception {
    super.setUp();
    seed = randomLong();
  }

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  /** A node of its own for each test, as models are the cluster's. */
  @Override
  protected boolean resetNodeAfterTest() {
    return true;
  }

  private void put(byte[] file, String id) {
    client().execute(PutModelAction.INSTANCE, new PutModelRequest(id, file)).actionGet();
  }

  private void putLinear(String id, float[] matrix) {
    put(ModelFixtures.linear(id, BITS, DIMENSION, matrix), id);
  }

  private float[] matrix() {
    return Hyperplanes.matrix(seed, DIMENSION, BITS);
  }

  private Map<String, Object> equivalent(String id) {
    EquivalentResponse response =
        client().execute(EquivalentAction.INSTANCE, new EquivalentRequest(id)).actionGet();
    try {
      XContentBuilder json = XContentFactory.jsonBuilder();
      response.toXContent(json, ToXContent.EMPTY_PARAMS);
      return XContentHelper.convertToMap(BytesReference.bytes(json), true, XContentType.JSON).v2();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<?> names(Map<String, Object> answer, String list) {
    return ((List<?>) answer.get(list))
        .stream().map(model -> ((Map<?, ?>) model).get("model_id")).toList();
  }

  public void testModelsOfOneFunction() {
    float[] turned = matrix();
    float[] moved = matrix();
    for (int i = 0; i < DIMENSION; i++) {
      turned[i * BITS + 5] = -turned[i * BITS + 5];
    }
    moved[BITS + 7] += 0.05f;
    put(ModelFixtures.hyperplanes("planes@1", BITS, DIMENSION, seed), "planes@1");
    putLinear("same@1", matrix());
    putLinear("turned@1", turned);
    putLinear("moved@1", moved);
    put(ModelFixtures.hyperplanes("other@1", BITS, DIMENSION, seed + 1), "other@1");
    put(ModelFixtures.hyperplanes("wide@1", BITS + 1, DIMENSION, seed), "wide@1");
    Map<String, Object> answer = equivalent("planes");
    assertEquals("planes@1", answer.get("model_id"));
    assertEquals(4, answer.get("compared"));
    assertEquals(List.of("same@1"), names(answer, "interchangeable"));
    assertEquals(List.of("turned@1"), names(answer, "isometric"));
    assertNull(answer.get("not_compared"));
    Map<?, ?> same = (Map<?, ?>) ((List<?>) answer.get("interchangeable")).getFirst();
    assertEquals("stored", same.get("source"));
    assertEquals("same@1", same.get("code_space"));
    Map<?, ?> evidence = (Map<?, ?>) same.get("evidence");
    assertEquals(true, evidence.get("exact"));
    assertEquals(1024 * BITS, evidence.get("compared_bits"));
    assertEquals(List.of("planes@1"), names(equivalent("same@1"), "interchangeable"));
    assertEquals(List.of(), names(equivalent("moved@1"), "interchangeable"));

    putLinear("same@1", moved);
    assertEquals(List.of(), names(equivalent("planes"), "interchangeable"));
    assertEquals(List.of("moved@1"), names(equivalent("same"), "interchangeable"));
  }

  /** Codes of {@code packed-ubinary-48} are those of an identity matrix. */
  public void testABuiltInModelAndAStoredOne() {
    float[] identity = new float[BITS * BITS];
    for (int i = 0; i < BITS; i++) {
      identity[i * BITS + i] = 1;
    }
    put(ModelFixtures.linear("identity@1", BITS, BITS, identity), "identity@1");
    Map<String, Object> answer = equivalent("packed-ubinary-48");
    assertEquals(List.of("identity@1"), names(answer, "interchangeable"));
    assertEquals("1/vector/48", ((Map<?, ?>) answer.get("fingerprint")).get("probes"));
  }

  public void testAFingerprintIsKeptFromTheUpload() {
    put(ModelFixtures.hyperplanes("planes@1", BITS, DIMENSION, seed), "planes@1");
    Map<String, Object> model =
        client()
            .execute(GetModelsAction.INSTANCE, new GetModelsRequest("planes@1"))
            .actionGet()
            .models()
            .getFirst();
    Map<?, ?> shown = (Map<?, ?>) model.get("fingerprint");
    assertEquals("1/vector/6", shown.get("probes"));
    assertEquals(64, ((String) shown.get("exact")).length());
    assertFalse(model.toString(), model.toString().contains("relaxed"));
    assertEquals(equivalent("planes").get("fingerprint"), shown);
  }

  /** The fingerprint tells that a closer look is needed, for which the package is lost. */
  public void testAModelThatCannotBeLoaded() {
    put(ModelFixtures.hyperplanes("planes@1", BITS, DIMENSION, seed), "planes@1");
    putLinear("same@1", matrix());
    client().admin().indices().prepareRefresh(ModelIndex.NAME).get();
    SearchResponse found =
        client()
            .prepareSearch(ModelIndex.NAME)
            .setQuery(QueryBuilders.termQuery("model", "same@1"))
            .get();
    for (SearchHit hit : found.getHits()) {
      if (hit.getId().endsWith("-0")) {
        client().prepareDelete(ModelIndex.NAME, hit.getId()).get();
      }
    }
    Map<String, Object> answer = equivalent("planes");
    assertEquals(List.of(), names(answer, "interchangeable"));
    assertEquals(List.of("same@1"), names(answer, "not_compared"));
    assertThat(answer.get("not_compared").toString(), containsString("is missing"));
  }

  public void testUnknown() {
    put(ModelFixtures.hyperplanes("planes@1", BITS, DIMENSION, seed), "planes@1");
    Throwable refused =
        ExceptionsHelper.unwrapCause(expectThrows(Exception.class, () -> equivalent("nothing")));
    assertThat(refused.getMessage(), containsString("found no model [nothing]"));
    assertEquals(RestStatus.NOT_FOUND, ExceptionsHelper.status(refused));
    client().execute(DeleteModelAction.INSTANCE, new DeleteModelRequest("planes@1")).actionGet();
    expectThrows(Exception.class, () -> equivalent("planes@1"));
  }

  public void testCancelled() {
    ThreadPool pool = getInstanceFromNode(ThreadPool.class);
    CountDownLatch busy = new CountDownLatch(1);
    for (int i = pool.info(WorkPool.NAME).getMax(); i > 0; i--) {
      pool.executor(WorkPool.NAME).execute(() -> await(busy));
    }
    PlainActionFuture<EquivalentResponse> answer = PlainActionFuture.newFuture();
    Task task =
        getInstanceFromNode(NodeClient.class)
            .executeLocally(EquivalentAction.INSTANCE, new EquivalentRequest("pdq"), answer);
    try {
      getInstanceFromNode(TransportService.class)
          .getTaskManager()
          .cancel((CancellableTask) task, "a test", () -> {});
    } finally {
      busy.countDown();
    }
    TaskCancelledException cancelled =
        expectThrows(TaskCancelledException.class, () -> answer.actionGet());
    assertThat(cancelled.getMessage(), containsString("a test"));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
