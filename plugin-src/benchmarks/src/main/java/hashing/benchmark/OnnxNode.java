package hashing.benchmark;

import hashing.opensearch.model.EncodeThreads;
import hashing.opensearch.model.EncodedBatch;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.model.ModelSource;
import hashing.opensearch.pool.EncodePool;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.ThreadPool;

/** The models, queues and threads of a node without the node; one thread works for a model. */
final class OnnxNode implements AutoCloseable {

  private final ThreadPool pool;
  private final ModelRegistry models;
  private final String name;
  private volatile Exception failed;

  OnnxNode(OnnxModels.Network network) {
    Settings settings =
        Settings.builder()
            .put("node.name", "benchmark")
            .put("plugins.hashing.encode.thread_pool.size", 2)
            .build();
    pool = new ThreadPool(settings, EncodePool.builder(settings));
    Model model = network.model("network@1");
    name = model.name().toString();
    models = new ModelRegistry(List.of(() -> new ModelSource.Listing(List.of(model), Map.of())));
    models.start(
        new EncodeThreads(
            pool,
            settings,
            new ClusterSettings(
                settings,
                Set.of(
                    EncodeThreads.TIMEOUT,
                    EncodeThreads.TRIAL_TIMEOUT,
                    EncodeThreads.QUEUE_SIZE))));
  }

  /** Has a batch encoded, and waits for it. */
  void run(OnnxInputs inputs) {
    PlainActionFuture<EncodedBatch> future = new PlainActionFuture<>();
    models.requests().encode(name, inputs.inputs(), false, future);
    future.actionGet();
  }

  /** Inputs a second where so many clients each ask again as soon as they are answered. */
  double concurrent(OnnxInputs inputs, int clients, int millis) {
    long begin = System.nanoTime();
    long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
    AtomicLong answers = new AtomicLong();
    failed = null;
    CountDownLatch running = new CountDownLatch(clients);
    for (int i = 0; i < clients; i++) {
      ask(inputs, end, answers, running);
    }
    try {
      running.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failed != null) {
      throw new IllegalStateException(failed);
    }
    return answers.get() * inputs.inputs().size() * 1e9 / (System.nanoTime() - begin);
  }

  private void ask(OnnxInputs inputs, long end, AtomicLong answers, CountDownLatch running) {
    models
        .requests()
        .encode(
            name,
            inputs.inputs(),
            false,
            ActionListener.wrap(
                batch -> {
                  answers.incrementAndGet();
                  if (System.nanoTime() < end) {
                    ask(inputs, end, answers, running);
                  } else {
                    running.countDown();
                  }
                },
                failure -> {
                  failed = failure;
                  running.countDown();
                }));
  }

  @Override
  public void close() {
    models.close();
    ThreadPool.terminate(pool, 10, TimeUnit.SECONDS);
  }
}
