package hashing.opensearch.store;

import static org.hamcrest.Matchers.containsString;

import hashing.encode.EncoderInput;
import hashing.encode.InputKind;
import hashing.opensearch.HashingPlugin;
import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.EncodeRequest;
import hashing.opensearch.encode.EncodeResponse;
import hashing.opensearch.model.ModelFixtures;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
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
  }
}
