package hashing.opensearch.join;

import java.util.concurrent.Executor;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.UUIDs;
import org.opensearch.common.inject.Inject;
import org.opensearch.common.lifecycle.LifecycleListener;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.indices.IndicesService;
import org.opensearch.search.SearchService;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;
import org.opensearch.transport.client.node.NodeClient;

/**
 * Runs a join on this node. With a destination the request's own task is that of the join; without
 * one the join goes on, as a task of its own, while its pages are fetched.
 */
public final class TransportJoinAction extends HandledTransportAction<JoinRequest, JoinResponse> {
  private final JoinService joins;
  private final PagedJoins paged;
  private final NodeClient client;
  private final TransportService transport;
  private final ThreadPool pool;

  /** Called by OpenSearch. */
  @Inject
  public TransportJoinAction(
      ClusterService cluster,
      TransportService transport,
      IndicesService indices,
      SearchService searches,
      CircuitBreakerService breakers,
      ActionFilters filters,
      IndexNameExpressionResolver resolver,
      NodeClient client) {
    super(JoinAction.NAME, transport, filters, JoinRequest::new);
    this.client = client;
    this.transport = transport;
    this.pool = transport.getThreadPool();
    CircuitBreaker breaker = breakers.getBreaker(CircuitBreaker.REQUEST);
    joins = new JoinService(cluster, transport, searches, resolver, breaker);
    paged = new PagedJoins();
    ShardParts parts = new ShardParts();
    cluster.addListener(parts);
    cluster.addLifecycleListener(
        new LifecycleListener() {
          @Override
          public void beforeStop() {
            cancelAll();
            parts.stop();
          }
        });
    new JoinShards(indices, breaker, pool, parts).register(transport);
    new JoinPages(transport, paged).register();
  }

  /** The node is being stopped: joins that it runs end, and say so while they can. */
  private void cancelAll() {
    for (CancellableTask task : taskManager.getCancellableTasks().values()) {
      if (task instanceof JoinTask) {
        taskManager.cancel(task, "the node is being stopped", () -> {});
      }
    }
  }

  @Override
  protected void doExecute(Task task, JoinRequest request, ActionListener<JoinResponse> listener) {
    Executor executor = pool.executor(JoinPool.NAME);
    String run = UUIDs.randomBase64UUID();
    if (request.destination() == null) {
      fetched(request, run, executor, listener);
      return;
    }
    executor.execute(
        new ActionRunnable<>(listener) {
          @Override
          protected void doRun() {
            DestinationSink sink =
                new DestinationSink(client, request.destination(), run, request.getDescription());
            listener.onResponse(
                new JoinResponse(joins.join(request, (JoinTask) task, run, sink, sink)));
          }

          @Override
          public void onRejection(Exception e) {
            super.onFailure(JoinPool.refused(e));
          }
        });
  }

  private void fetched(
      JoinRequest request, String run, Executor executor, ActionListener<JoinResponse> listener) {
    JoinTask task =
        (JoinTask) taskManager.register("transport", JoinAction.NAME + "[pages]", request);
    String cursor = PagedJoins.cursor(transport.getLocalNode().getId(), run);
    PageSink sink = new PageSink(cursor, request.size(), request.keepAlive(), task::isCancelled);
    paged.add(cursor, sink, task, PagedJoins.owner(pool.getThreadContext()));
    sink.next(ActionListener.map(listener, JoinResponse::new));
    ActionListener<Void> end =
        ActionListener.wrap(() -> {
          paged.remove(cursor);
          taskManager.unregister(task);
        });
    executor.execute(
        new ActionRunnable<>(end) {
          @Override
          protected void doRun() {
            joins.join(request, task, run, sink, null);
            sink.awaitLast();
            end.onResponse(null);
          }

          @Override
          public void onFailure(Exception e) {
            // Where it was refused a thread, the sink has not heard of it.
            sink.fail(e);
            sink.awaitLast();
            super.onFailure(e);
          }

          @Override
          public void onRejection(Exception e) {
            sink.fail(JoinPool.refused(e));
            super.onFailure(e);
          }
        });
  }
}
