package hashing.opensearch.model;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.opensearch.pool.EncodePool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.concurrency.OpenSearchRejectedExecutionException;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.threadpool.TestThreadPool;
import org.opensearch.threadpool.ThreadPool;

/** Batches, bounds and time of encoding, with encoders that stand still until they are let. */
public class EncodeRequestsTests extends OpenSearchTestCase {
  private static final Settings SETTINGS =
      Settings.builder().put("plugins.hashing.encode.thread_pool.size", 3).build();

  private final GatedEncoder.Gate slow = new GatedEncoder.Gate();
  private final GatedEncoder.Gate fast = new GatedEncoder.Gate();
  private ThreadPool pool;
  private ClusterSettings settings;
  private ModelRegistry models;

  @Before
  public void start() {
    pool = new TestThreadPool(getTestName(), SETTINGS, EncodePool.builder(SETTINGS));
    settings =
        new ClusterSettings(
            SETTINGS,
            Set.of(EncodeThreads.TIMEOUT, EncodeThreads.TRIAL_TIMEOUT, EncodeThreads.QUEUE_SIZE));
    fast.openForEver();
    ModelSource source =
        () ->
            new ModelSource.Listing(
                List.of(slow.model("slow@1", 7), fast.model("fast@1", 7)), Map.of());
    models = new ModelRegistry(List.of(source));
    models.start(new EncodeThreads(pool, SETTINGS, settings));
  }

  @After
  public void stop() throws Exception {
    slow.openForEver();
    models.close();
    assertBusy(() -> assertEquals(0, slow.open.get() + fast.open.get()));
    terminate(pool);
  }

  private void set(String key, Object value) {
    settings.applySettings(Settings.builder().put(SETTINGS).put(key, value.toString()).build());
  }

  private static String text() {
    return randomAlphaOfLengthBetween(0, 20);
  }

  private static List<EncoderInput> inputs(List<String> texts) {
    return texts.stream().<EncoderInput>map(EncoderInput.Text::new).toList();
  }

  private PlainActionFuture<EncodedBatch> encode(String model, List<String> texts) {
    PlainActionFuture<EncodedBatch> future = new PlainActionFuture<>();
    models.requests().encode(model, inputs(texts), false, future);
    return future;
  }

  private static void assertCodes(List<String> texts, EncodedBatch batch) {
    assertEquals(texts.size(), batch.encodings().size());
    for (int i = 0; i < texts.size(); i++) {
      switch (batch.encodings().get(i)) {
        case Encoding.Encoded encoded ->
            assertArrayEquals(GatedEncoder.code(texts.get(i)), encoded.code());
        case Encoding.Refused _ -> assertEquals("", texts.get(i));
      }
    }
  }

  public void testWhatWaitsIsEncodedTogether() throws Exception {
    List<List<String>> texts = new ArrayList<>();
    List<PlainActionFuture<EncodedBatch>> answers = new ArrayList<>();
    for (int i = 0; i < 42; i++) {
      texts.add(List.of(text()));
      answers.add(encode("slow", texts.getLast()));
      if (i < 2) {
        slow.awaitBatch(); // two of three threads, the most that one model gets
      }
    }
    slow.openForEver();
    for (int i = 0; i < texts.size(); i++) {
      assertCodes(texts.get(i), answers.get(i).actionGet());
    }
    assertEquals("alone, as nothing else waited", List.of(1, 1), slow.batches.subList(0, 2));
    assertEquals("5 batches of 8", 2 + 5, slow.batches.size());
    EncodeCounters.Counts counts = models.counters().counts();
    assertEquals(42, counts.inputs());
    assertEquals(7, counts.batches());
    assertEquals(6, counts.meanBatch(), 0);
    assertEquals(42, counts.requests());
    assertEquals("one load for all", 1, counts.loads());
  }

  public void testAnyMixOfRequests() throws Exception {
    slow.openForEver();
    List<List<String>> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<String> some = new ArrayList<>();
      for (int j = randomBoolean() ? 0 : randomInt(50); j >= 0; j--) {
        some.add(text());
      }
      texts.add(some);
    }
    List<PlainActionFuture<EncodedBatch>> answers = new ArrayList<>();
    for (List<String> some : texts) {
      answers.add(encode(randomFrom("slow", "fast"), some));
    }
    for (int i = 0; i < texts.size(); i++) {
      assertCodes(texts.get(i), answers.get(i).actionGet());
    }
    assertEquals(texts.stream().mapToLong(List::size).sum(), models.counters().counts().inputs());
    for (int size : slow.batches) {
      assertThat(size, lessThanOrEqualTo(8));
    }
  }

  public void testStuckModelFailsInTimeAndDisturbsNoOther() throws Exception {
    set("plugins.hashing.encode.timeout", "300ms");
    List<PlainActionFuture<EncodedBatch>> stuck = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      stuck.add(encode("slow", List.of("a", "b")));
    }
    slow.awaitBatch();
    set("plugins.hashing.encode.timeout", "1h");
    for (int i = 0; i < 20; i++) {
      List<String> texts = List.of(text(), text());
      assertCodes(texts, encode("fast", texts).actionGet());
    }
    for (PlainActionFuture<EncodedBatch> future : stuck) {
      OpenSearchStatusException e =
          expectThrows(OpenSearchStatusException.class, future::actionGet);
      assertEquals(RestStatus.SERVICE_UNAVAILABLE, e.status());
      assertThat(
          e.getMessage(),
          containsString(
              "model [slow] did not encode within [300ms], which"
                  + " [plugins.hashing.encode.timeout] allows: "));
    }
    // Counted behind the answer.
    assertBusy(() -> assertEquals(20, models.counters().counts().timeouts()));
    assertFalse("in use by the stuck thread", models.release("slow@1"));
    assertEquals(1, slow.open.get());
    PlainActionFuture<EncodedBatch> late = encode("slow", List.of("abc"));
    slow.openForEver();
    assertCodes(List.of("abc"), late.actionGet());
    assertThat("what timed out was not encoded", slow.batches.size(), lessThanOrEqualTo(3));
    assertBusy(() -> assertTrue(models.release("slow@1")));
    assertEquals(0, slow.open.get());
  }

  public void testFullQueueRejects() throws Exception {
    set("plugins.hashing.encode.queue_size", 3);
    List<PlainActionFuture<EncodedBatch>> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      answers.add(encode("slow", List.of("running")));
      slow.awaitBatch();
    }
    for (int i = 0; i < 3; i++) {
      answers.add(encode("slow", List.of("waiting")));
    }
    PlainActionFuture<EncodedBatch> rejected = encode("slow", List.of("too many"));
    Exception e = expectThrows(OpenSearchRejectedExecutionException.class, rejected::actionGet);
    assertThat(e.getMessage(), containsString("model [slow] has 3 requests waiting"));
    assertEquals(1, models.counters().counts().rejections());
    slow.openForEver();
    answers.forEach(PlainActionFuture::actionGet);
  }

  public void testModelThatDoesNotLoadIsTimed() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    Model loading = slow.model("loading@1", 0);
    Model blocked =
        new Model(
            loading.name(),
            loading.bitCount(),
            loading.input(),
            loading.codeSpace(),
            loading.stamp(),
            loading.details(),
            memory -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return loading.loader().load(memory);
            });
    ModelSource source = () -> new ModelSource.Listing(List.of(blocked), Map.of());
    try (ModelRegistry other = new ModelRegistry(List.of(source))) {
      other.start(new EncodeThreads(pool, SETTINGS, settings));
      set("plugins.hashing.encode.timeout", "101ms");
      PlainActionFuture<EncodedBatch> future = new PlainActionFuture<>();
      other.requests().encode("loading", inputs(List.of("a")), false, future);
      Exception e = expectThrows(OpenSearchStatusException.class, future::actionGet);
      assertThat(e.getMessage(), containsString("the model was not loaded yet"));
      set("plugins.hashing.encode.timeout", "1h");
      assertCodes(List.of("abc"), encode("fast", List.of("abc")).actionGet());
      gate.countDown();
    }
  }

  public void testCallersContextAndThread() throws Exception {
    AtomicReference<String> seen = new AtomicReference<>();
    AtomicReference<String> thread = new AtomicReference<>();
    PlainActionFuture<Void> done = new PlainActionFuture<>();
    try (var stored = pool.getThreadContext().stashContext()) {
      pool.getThreadContext().putHeader("user", "anna");
      models
          .requests()
          .encode(
              "fast",
              inputs(List.of("a")),
              true,
              ActionListener.wrap(
                  batch -> {
                    seen.set(pool.getThreadContext().getHeader("user"));
                    thread.set(Thread.currentThread().getName());
                    assertEquals(1, batch.relaxed()[0], 0);
                    done.onResponse(null);
                  },
                  done::onFailure));
    }
    done.actionGet();
    assertEquals("anna", seen.get());
    assertThat(thread.get(), containsString("[generic]"));
  }

  public void testFewMayWait() throws Exception {
    int most = Math.max(1, pool.info(ThreadPool.Names.SEARCH).getMax() / 4);
    List<Thread> waiters = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      Thread waiter =
          new Thread(() -> models.requests().await("slow", inputs(List.of("abc")), false));
      waiter.start();
      waiters.add(waiter);
    }
    slow.awaitBatch();
    assertBusy(() -> {
      Exception e =
          expectThrows(
              OpenSearchRejectedExecutionException.class,
              () -> models.requests().await("fast", inputs(List.of("abc")), false));
      assertThat(e.getMessage(), containsString("too many searches wait for models"));
    });
    slow.openForEver();
    for (Thread waiter : waiters) {
      waiter.join();
    }
    assertCodes(List.of("abc"), models.requests().await("fast", inputs(List.of("abc")), false));
  }
}
