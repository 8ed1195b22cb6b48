package hashing.opensearch.join;

import hashing.opensearch.join.ShardRequest.Codes;
import hashing.opensearch.join.ShardRequest.Documents;
import hashing.opensearch.join.ShardRequest.Kind;
import hashing.opensearch.join.ShardRequest.Match;
import java.util.Collection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.opensearch.ExceptionsHelper;
import org.opensearch.OpenSearchException;
import org.opensearch.action.ActionListenerResponseHandler;
import org.opensearch.action.support.PlainActionFuture;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.transport.TransportResponse;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.transport.TransportRequestOptions;
import org.opensearch.transport.TransportService;

/** Asks nodes on behalf of a join, whose thread waits for the answers or until it is cancelled. */
final class JoinCalls {
  private static final long INTERVAL = 50; // ms between two questions whether to go on

  /** Intervals between two questions how far a part is. */
  private static final int PROGRESS_INTERVAL = 10;

  private final TransportService transport;
  private final CancellableTask task;

  JoinCalls(TransportService transport, CancellableTask task) {
    this.transport = transport;
    this.task = task;
  }

  CancellableTask task() {
    return task;
  }

  <T extends TransportResponse> PlainActionFuture<T> send(
      DiscoveryNode node, String action, ShardRequest request, Writeable.Reader<T> reader) {
    PlainActionFuture<T> future = PlainActionFuture.newFuture();
    transport.sendChildRequest(
        node,
        action,
        request,
        task,
        TransportRequestOptions.EMPTY,
        new ActionListenerResponseHandler<>(future, reader));
    return future;
  }

  /** Told how far a request is. */
  @FunctionalInterface
  interface Partly {
    /**
     * Tells it.
     *
     * @param share that is done, 0 to 1
     * @param predicted products foreseen of the whole request, 0 where that is not known
     */
    void done(double share, double predicted);
  }

  /**
   * Waits for matches of a part, and asks meanwhile how far they are.
   *
   * @param rows that are matched: of the codes on the left, or where these are fewer, of the part
   */
  Matches await(PlainActionFuture<Matches> future, RemotePart part, long rows, Partly partly) {
    AtomicLong before = new AtomicLong(-1);
    return await(
        future,
        () -> {
          ActionListener<PartProgress> listener =
              ActionListener.wrap(
                  progress -> {
                    before.compareAndSet(-1, progress.matched());
                    double done = (double) (progress.matched() - before.get()) / Math.max(1, rows);
                    partly.done(Math.min(1, done), progress.predicted());
                  },
                  _ -> {}); // the answer itself will tell
          transport.sendRequest(
              part.node(),
              JoinShards.PROGRESS,
              new ShardRequest(part.id()),
              new ActionListenerResponseHandler<>(listener, PartProgress::new));
        });
  }

  /** Waits for an answer; what went wrong comes as it was thrown there. */
  <T> T await(PlainActionFuture<T> future) {
    return await(future, () -> {});
  }

  private <T> T await(PlainActionFuture<T> future, Runnable meanwhile) {
    for (int i = 1; ; i++) {
      JoinShards.checkCancelled(task);
      if (i % PROGRESS_INTERVAL == 0) {
        meanwhile.run();
      }
      try {
        return future.get(INTERVAL, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        JoinShards.checkCancelled(task);
        Throwable cause = ExceptionsHelper.unwrapCause(e.getCause());
        throw cause instanceof RuntimeException runtime
            ? runtime
            : new OpenSearchException("a part of the join failed", cause);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OpenSearchException("the join was interrupted", e);
      }
    }
  }

  CodeBatch codes(RemotePart part, int from, int count) {
    Codes request = new Codes(part.id(), from, count);
    return await(send(part.node(), JoinShards.CODES, request, CodeBatch::new));
  }

  PlainActionFuture<Matches> match(
      RemotePart part, Kind kind, int radius, CodeBatch batch, int fromRow, int rows) {
    return match(part, new Match(part.id(), kind, radius, 0, batch, fromRow, rows));
  }

  /** The nearest documents of each code of a batch. */
  PlainActionFuture<Matches> nearest(RemotePart part, int k, int radius, CodeBatch batch) {
    return match(
        part, new Match(part.id(), Kind.NEAREST, radius, k, batch, batch.first(), batch.count()));
  }

  private PlainActionFuture<Matches> match(RemotePart part, Match request) {
    return send(part.node(), JoinShards.MATCH, request, Matches::new);
  }

  DocumentIds documents(RemotePart part, int[] numbers) {
    Documents request = Documents.of(part.id(), numbers);
    return await(send(part.node(), JoinShards.DOCUMENTS, request, DocumentIds::new));
  }

  /** Of each code at most {@code limit} documents, those before {@code from} left out. */
  DocumentIds documents(RemotePart part, int[] ordinals, int[] from, int limit) {
    Documents request = Documents.ofCodes(part.id(), ordinals, from, limit);
    return await(send(part.node(), JoinShards.DOCUMENTS, request, DocumentIds::new));
  }

  /**
   * Has nodes forget the parts of a join. No children of the task, as those of a cancelled one are
   * refused.
   */
  void close(String join, Collection<DiscoveryNode> nodes) {
    for (DiscoveryNode node : nodes) {
      transport.sendRequest(
          node,
          JoinShards.CLOSE,
          new ShardRequest(join),
          new ActionListenerResponseHandler<DocumentIds>(
              ActionListener.wrap(() -> {}), DocumentIds::new));
    }
  }
}
