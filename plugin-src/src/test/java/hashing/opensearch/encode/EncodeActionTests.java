package hashing.opensearch.encode;

import static org.hamcrest.Matchers.containsString;

import hashing.code.CodeFormat;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputKind;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.pool.WorkPool;
import hashing.opensearch.query.HammingFixtures;
import java.io.IOException;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.plugins.Plugin;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.test.OpenSearchSingleNodeTestCase;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;
import org.opensearch.transport.client.node.NodeClient;

/** Encoding on request gives what the encoder gives, in every form. */
public class EncodeActionTests extends OpenSearchSingleNodeTestCase {

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  private Map<?, ?> ask(String model, InputKind kind, List<?> inputs) throws IOException {
    EncodeResponse response =
        client().execute(EncodeAction.INSTANCE, new EncodeRequest(model, kind, inputs)).actionGet();
    return json(response);
  }

  static Map<String, Object> json(EncodeResponse response) throws IOException {
    XContentBuilder json = XContentFactory.jsonBuilder();
    response.toXContent(json, ToXContent.EMPTY_PARAMS);
    return XContentHelper.convertToMap(BytesReference.bytes(json), false, XContentType.JSON).v2();
  }

  public void testEveryForm() throws IOException {
    String text = randomAlphaOfLength(30);
    byte[] code =
        HammingFixtures.encode(
            ModelRegistry.of(null), HammingFixtures.TEXT_MODEL, new EncoderInput.Text(text));
    Map<?, ?> answer = ask(HammingFixtures.TEXT_MODEL, InputKind.TEXT, List.of(text));
    assertEquals(HammingFixtures.TEXT_MODEL, answer.get("model_id"));
    assertEquals(64, answer.get("bits"));
    assertEquals(false, answer.get("errors"));
    Map<?, ?> found = (Map<?, ?>) ((List<?>) answer.get("codes")).getFirst();
    for (CodeFormat format : CodeFormat.values()) {
      assertEquals(format.format(code, 64), found.get(format.jsonName()));
    }
    assertEquals(IntStream.range(0, 8).mapToObj(i -> code[i] & 0xFF).toList(), found.get("bytes"));
    assertNull(found.get("quality"));
  }

  public void testLongCodesHaveNoLong() throws IOException {
    Map<?, ?> answer = ask("python-simhash-2-128", InputKind.TEXT, List.of("a"));
    Map<?, ?> found = (Map<?, ?>) ((List<?>) answer.get("codes")).getFirst();
    assertNull(found.get("long"));
    assertNotNull(found.get("bits"));
  }

  public void testBadInputsFailAlone() throws IOException {
    String png = Base64.getEncoder().encodeToString(HammingFixtures.png(random()));
    Map<?, ?> answer =
        ask(HammingFixtures.IMAGE_MODEL, InputKind.IMAGE, List.of("%%", png, 5, "AAAA", png));
    List<?> codes = (List<?>) answer.get("codes");
    assertEquals(true, answer.get("errors"));
    assertError("not base64", codes.get(0));
    assertError("needed is an image", codes.get(2));
    assertNotNull(((Map<?, ?>) codes.get(3)).get("error"));
    assertNotNull(((Map<?, ?>) codes.get(1)).get("hex"));
    assertEquals(codes.get(1), codes.get(4));
  }

  public void testManyInputsKeepTheirOrder() throws IOException {
    List<?> inputs =
        IntStream.range(0, 30).mapToObj(i -> i % 7 == 3 ? (Object) i : "t" + i).toList();
    List<?> codes = (List<?>) ask("python-simhash-2", InputKind.TEXT, inputs).get("codes");
    assertEquals(inputs.size(), codes.size());
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i) instanceof String text) {
        assertEquals(
            ((List<?>) ask("python-simhash-2", InputKind.TEXT, List.of(text)).get("codes"))
                .getFirst(),
            codes.get(i));
      } else {
        assertError("needed is a string", codes.get(i));
      }
    }
  }

  public void testCancelled() throws Exception {
    ThreadPool pool = getInstanceFromNode(ThreadPool.class);
    CountDownLatch busy = new CountDownLatch(1);
    for (int i = pool.info(WorkPool.NAME).getMax(); i > 0; i--) {
      pool.executor(WorkPool.NAME).execute(() -> await(busy));
    }
    PlainActionFuture<EncodeResponse> answer = PlainActionFuture.newFuture();
    Task task =
        getInstanceFromNode(NodeClient.class)
            .executeLocally(
                EncodeAction.INSTANCE,
                new EncodeRequest("python-simhash-2", InputKind.TEXT, List.of("a")),
                answer);
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

  private static void assertError(String message, Object code) {
    assertThat((String) ((Map<?, ?>) code).get("error"), containsString(message));
  }

  public void testRefusals() {
    assertRefused("found no model [nothing]", "nothing", InputKind.TEXT, List.of("a"));
    assertRefused(
        "found [vectors], model [python-simhash-2] takes [texts]",
        HammingFixtures.TEXT_MODEL,
        InputKind.VECTOR,
        List.of(List.of(1)));
    assertRefused("[texts] is empty", HammingFixtures.TEXT_MODEL, InputKind.TEXT, List.of());
    List<String> many = IntStream.range(0, 101).mapToObj(i -> "a").toList();
    assertRefused(
        "[texts] has 101 inputs, allowed are 100 (setting [plugins.hashing.encode.max_inputs])",
        HammingFixtures.TEXT_MODEL,
        InputKind.TEXT,
        many);
  }

  private void assertRefused(String message, String model, InputKind kind, List<?> inputs) {
    IllegalArgumentException refused =
        expectThrows(IllegalArgumentException.class, () -> ask(model, kind, inputs));
    assertThat(refused.getMessage(), containsString(message));
  }

  public void testLimitCanBeSet() throws IOException {
    String key = TransportEncodeAction.MAX_INPUTS.getKey();
    setLimit(Settings.builder().put(key, 2).build());
    try {
      assertRefused("allowed are 2", "python-simhash-2", InputKind.TEXT, List.of("a", "b", "c"));
      ask("python-simhash-2", InputKind.TEXT, List.of("a", "b"));
    } finally {
      setLimit(Settings.builder().putNull(key).build());
    }
  }

  private void setLimit(Settings settings) {
    client().admin().cluster().prepareUpdateSettings().setTransientSettings(settings).get();
  }

  public void testBodies() {
    assertEquals(InputKind.TEXT, EncodeRequest.of("m", Map.of("texts", List.of("a"))).kind());
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of(),
            Map.of("texts", "a"),
            Map.of("text", List.of("a")),
            Map.of("texts", List.of("a"), "images", List.of("b")))) {
      IllegalArgumentException refused =
          expectThrows(IllegalArgumentException.class, () -> EncodeRequest.of("m", wrong));
      assertThat(refused.getMessage(), containsString("allowed is an array as one of [texts]"));
    }
  }

  public void testQualityAndDihedrals() throws IOException {
    byte[] code = {1, 2};
    byte[] turned = {3, 4};
    Encoding.Picture picture = new Encoding.Picture(77, Map.of("rotate90", turned));
    EncodeResponse response =
        new EncodeResponse(
            "m", 16, "s", List.of(EncodeResponse.Item.of(new Encoding.Encoded(code, picture))));
    Map<?, ?> item = (Map<?, ?>) ((List<?>) json(response).get("codes")).getFirst();
    assertEquals("0102", item.get("hex"));
    assertEquals(77, item.get("quality"));
    assertEquals(Map.of("rotate90", "0304"), item.get("dihedrals"));
  }
}
