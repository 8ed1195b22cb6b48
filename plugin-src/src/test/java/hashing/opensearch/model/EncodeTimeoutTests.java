package hashing.opensearch.model;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThan;

import hashing.encode.Cancellation;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputSpec;
import hashing.encode.onnx.OnnxEncoder;
import hashing.opensearch.pool.EncodePool;
import hashing.store.ModelName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** Native runs end when nobody waits for them any more: the thread comes back. */
public class EncodeTimeoutTests extends OpenSearchTestCase {
  private static final EncoderInput INPUT = new EncoderInput.Vector(new float[SlowNetworks.SIZE]);

  private ThreadPool pool;
  private ClusterSettings settings;

  @Before
  public void start() {
    pool = new TestThreadPool(getTestName(), EncodePool.builder(Settings.EMPTY));
    settings =
        new ClusterSettings(
            Settings.EMPTY,
            Set.of(EncodeThreads.TIMEOUT, EncodeThreads.TRIAL_TIMEOUT, EncodeThreads.QUEUE_SIZE));
  }

  @After
  public void stop() {
    terminate(pool);
  }

  private ModelRegistry models(int products) {
    byte[] file = SlowNetworks.onnx(products);
    Model model =
        new Model(
            ModelName.parse("slow@1"),
            SlowNetworks.SIZE,
            new InputSpec.Vector(SlowNetworks.SIZE).kind(),
            "slow@1",
            "slow@1",
            new ModelDetails(ModelDetails.Source.FOLDER, null, null, file.length, null, null),
            memory -> {
              memory.encoder(OnnxEncoder.byteSize(file.length));
              return OnnxEncoder.open(
                  file, new InputSpec.Vector(SlowNetworks.SIZE), SlowNetworks.SIZE);
            });
    ModelSource source = () -> new ModelSource.Listing(List.of(model), Map.of());
    ModelRegistry models = new ModelRegistry(List.of(source));
    models.start(new EncodeThreads(pool, Settings.EMPTY, settings));
    return models;
  }

  private static PlainActionFuture<EncodedBatch> encode(ModelRegistry models, int inputs) {
    PlainActionFuture<EncodedBatch> future = new PlainActionFuture<>();
    models.requests().encode("slow", Collections.nCopies(inputs, INPUT), false, future);
    return future;
  }

  private void assertThreadsAreFree() throws Exception {
    ThreadPoolExecutor executor = (ThreadPoolExecutor) pool.executor(EncodePool.NAME);
    assertBusy(() -> assertEquals(0, executor.getActiveCount()));
  }

  public void testRunOfARequestThatIsTooLateEnds() throws Exception {
    try (ModelRegistry models = models(40)) {
      encode(models, 1).actionGet(); // loaded
      settings.applySettings(
          Settings.builder().put("plugins.hashing.encode.timeout", "50ms").build());
      OpenSearchStatusException e =
          expectThrows(OpenSearchStatusException.class, () -> encode(models, 100_000).actionGet());
      assertEquals(RestStatus.SERVICE_UNAVAILABLE, e.status());
      assertThat(e.getMessage(), containsString("did not encode within [50ms]"));
      assertThreadsAreFree();
      EncodeCounters.Counts counts = models.counters().counts();
      assertTrue("a batch that began has no codes: " + counts, counts.errors() > 0);
      assertThat(counts.inputs(), lessThan(100_000L));
      settings.applySettings(Settings.EMPTY);
      assertEquals(300, encode(models, 300).actionGet().encodings().size());
      assertEquals(counts.errors(), models.counters().counts().errors());
    }
  }

  public void testTrialEnds() throws Exception {
    try (ModelRegistry models = models(20_000)) {
      settings.applySettings(
          Settings.builder().put("plugins.hashing.encode.trial_timeout", "50ms").build());
      IllegalArgumentException e =
          expectThrows(IllegalArgumentException.class, () -> encode(models, 1).actionGet());
      assertEquals(
          "model [slow@1] cannot be loaded: found a model whose trial took longer than [50ms],"
              + " which [plugins.hashing.encode.trial_timeout] allows",
          e.getMessage());
      assertThreadsAreFree();
      assertEquals(List.of(), models.loaded());
    }
  }

  public void testBatchGoesOnWhileOneWantsIt() {
    AtomicReference<RuntimeException> stopped = new AtomicReference<>();
    EncodeJob first = job();
    EncodeJob second = job();
    EncodeBatch batch = new EncodeBatch(List.of(first.next(1), second.next(1)));
    GatedEncoder.Gate gate = new GatedEncoder.Gate();
    gate.openForEver();
    GatedEncoder encoder =
        new GatedEncoder(gate, 0) {
          @Override
          public List<Encoding> encode(List<EncoderInput> inputs) {
            first.fail(new IllegalStateException("late"));
            Cancellation.interruptible(() -> stopped.set(null), () -> "one is left");
            second.fail(new IllegalStateException("late too"));
            stopped.set(
                expectThrows(
                    CancellationException.class,
                    () -> Cancellation.interruptible(() -> {}, () -> "none is left")));
            throw stopped.get();
          }
        };
    batch.encode(encoder, new EncodeCounters());
    assertNotNull(stopped.get());
  }

  private static EncodeJob job() {
    return new EncodeJob(
        "slow", List.of(INPUT), false, ActionListener.wrap(_ -> fail("no code"), _ -> {}));
  }
}
