package hashing.opensearch.model;

import hashing.encode.Cancellation;
import hashing.opensearch.pool.EncodePool;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Setting.Property;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.AbstractRunnable;
import org.opensearch.core.action.ActionListener;
import org.opensearch.threadpool.Scheduler;
import org.opensearch.threadpool.ThreadPool;

/** Where a node loads models and encodes, for how long at most, and how much may wait for it. */
public final class EncodeThreads {

  /** How long encoding may take, waiting for the model and for a thread included. */
  public static final Setting<TimeValue> TIMEOUT =
      Setting.timeSetting(
          "plugins.hashing.encode.timeout",
          TimeValue.timeValueSeconds(30),
          TimeValue.timeValueMillis(1),
          TimeValue.timeValueHours(1),
          Property.NodeScope,
          Property.Dynamic);

  /**
   * How long an encoder may be tried, when it is loaded or uploaded: from its first native run on,
   * as nothing bounds before how long its package is on the way.
   */
  public static final Setting<TimeValue> TRIAL_TIMEOUT =
      Setting.timeSetting(
          "plugins.hashing.encode.trial_timeout",
          TimeValue.timeValueSeconds(60),
          TimeValue.timeValueMillis(1),
          TimeValue.timeValueHours(1),
          Property.NodeScope,
          Property.Dynamic);

  /** Requests that may wait for one model. */
  public static final Setting<Integer> QUEUE_SIZE =
      Setting.intSetting(
          "plugins.hashing.encode.queue_size",
          1000,
          1,
          100_000,
          Property.NodeScope,
          Property.Dynamic);

  private final ThreadPool pool;
  private final Executor encoders;
  private final int threadsOfModel;
  private final Semaphore waits;
  private volatile TimeValue timeout;
  private volatile TimeValue trialTimeout;
  private volatile int queueSize;

  /** On the threads of {@link EncodePool}, with callers called back on the generic ones. */
  public EncodeThreads(ThreadPool pool, Settings settings, ClusterSettings clusterSettings) {
    this.pool = pool;
    this.encoders = pool.executor(EncodePool.NAME);
    // One is left to the others where a model is stuck.
    this.threadsOfModel = Math.max(1, pool.info(EncodePool.NAME).getMax() - 1);
    // A quarter of those of searches: the others go on whatever models do.
    this.waits = new Semaphore(Math.max(1, pool.info(ThreadPool.Names.SEARCH).getMax() / 4));
    this.timeout = TIMEOUT.get(settings);
    this.trialTimeout = TRIAL_TIMEOUT.get(settings);
    this.queueSize = QUEUE_SIZE.get(settings);
    clusterSettings.addSettingsUpdateConsumer(TIMEOUT, time -> timeout = time);
    clusterSettings.addSettingsUpdateConsumer(TRIAL_TIMEOUT, time -> trialTimeout = time);
    clusterSettings.addSettingsUpdateConsumer(QUEUE_SIZE, size -> queueSize = size);
  }

  private EncodeThreads() {
    this.pool = null;
    this.encoders = Runnable::run;
    this.threadsOfModel = Integer.MAX_VALUE;
    this.waits = new Semaphore(Integer.MAX_VALUE);
    this.timeout = TIMEOUT.get(Settings.EMPTY);
    this.trialTimeout = TRIAL_TIMEOUT.get(Settings.EMPTY);
    this.queueSize = QUEUE_SIZE.get(Settings.EMPTY);
  }

  /** On the threads of those who ask, who are not timed. */
  static EncodeThreads ofCallers() {
    return new EncodeThreads();
  }

  /**
   * Whether a thread for encoding is to get in line again before it goes on, as somebody waits for
   * one or the node stops. To go on saves the time in which another thread would wake up.
   */
  boolean othersWait() {
    return encoders instanceof ThreadPoolExecutor executor
        && (executor.isShutdown() || !executor.getQueue().isEmpty());
  }

  TimeValue timeout() {
    return timeout;
  }

  int queueSize() {
    return queueSize;
  }

  /** Threads that may work for one model at a time. */
  int threadsOfModel() {
    return threadsOfModel;
  }

  /** Whether a caller may wait for encoding; if so it must {@link #endWait}. */
  boolean beginWait() {
    return waits.tryAcquire();
  }

  void endWait() {
    waits.release();
  }

  /** Runs on a thread for encoding; what it fails by is its own affair. */
  void execute(AbstractRunnable task) {
    encoders.execute(task);
  }

  /** Runs a task unless it is cancelled before the timeout is over. */
  Scheduler.Cancellable afterTimeout(TimeValue time, Runnable task) {
    return pool == null ? null : pool.schedule(task, time, ThreadPool.Names.GENERIC);
  }

  /**
   * Loads or tries an encoder, in {@link #TRIAL_TIMEOUT}.
   *
   * @throws IllegalArgumentException if it takes longer
   */
  <T, X extends Exception> T trial(ScopedValue.CallableOp<T, X> work) throws X {
    TimeValue time = trialTimeout;
    AtomicReference<Scheduler.Cancellable> clock = new AtomicReference<>();
    Cancellation cancellation =
        new Cancellation(begun -> clock.set(afterTimeout(time, begun::cancel)));
    try {
      return cancellation.call(work);
    } catch (CancellationException e) {
      throw new IllegalArgumentException(
          "found a model whose trial took longer than ["
              + time
              + "], which ["
              + TRIAL_TIMEOUT.getKey()
              + "] allows",
          e);
    } finally {
      Scheduler.Cancellable running = clock.get();
      if (running != null) {
        running.cancel();
      }
    }
  }

  /**
   * A listener that is called in the context of the caller of this method, and never on a thread
   * for encoding: whoever listens may go on with a search or a pipeline.
   */
  <T> ActionListener<T> forked(ActionListener<T> listener) {
    if (pool == null) {
      return listener;
    }
    ActionListener<T> preserving =
        ContextPreservingActionListener.wrapPreservingContext(listener, pool.getThreadContext());
    return ActionListener.wrap(
        response -> fork(preserving, () -> preserving.onResponse(response)),
        failure -> fork(preserving, () -> preserving.onFailure(failure)));
  }

  private void fork(ActionListener<?> listener, Runnable call) {
    pool.generic()
        .execute(
            new AbstractRunnable() {
              @Override
              protected void doRun() {
                call.run();
              }

              @Override
              public void onRejection(Exception e) {
                call.run(); // the node stops
              }

              @Override
              public void onFailure(Exception e) {
                listener.onFailure(e);
              }
            });
  }
}
