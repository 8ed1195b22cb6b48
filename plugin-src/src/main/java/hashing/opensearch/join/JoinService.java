package hashing.opensearch.join;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.search.SearchService;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.transport.TransportService;

/** Runs joins on this node, one on the calling thread at a time. */
final class JoinService {
  private final ClusterService cluster;
  private final TransportService transport;
  private final SearchService searches;
  private final IndexNameExpressionResolver resolver;
  private final CircuitBreaker breaker;

  JoinService(
      ClusterService cluster,
      TransportService transport,
      SearchService searches,
      IndexNameExpressionResolver resolver,
      CircuitBreaker breaker) {
    this.cluster = cluster;
    this.transport = transport;
    this.searches = searches;
    this.resolver = resolver;
    this.breaker = breaker;
  }

  /** Opens shards; their codes are read where they are joined. */
  JoinOpener opener(CancellableTask task, String run, boolean withCodes) {
    JoinCalls calls = new JoinCalls(transport, task);
    return new JoinOpener(cluster, resolver, searches, calls, run, withCodes);
  }

  /** Asks the request breaker for bytes, or gives them back. */
  void reserve(long bytes) {
    if (bytes > 0) {
      breaker.addEstimateBytesAndMaybeBreak(bytes, "<hashing_join>");
    } else {
      breaker.addWithoutBreaking(bytes);
    }
  }

  /**
   * Joins, and hands over rows; the sink is told of the end, whatever it is.
   *
   * @param run id of the join
   * @param destination null where rows are fetched
   */
  JoinReport join(
      JoinRequest request, JoinTask task, String run, RowSink sink, DestinationSink destination) {
    long start = System.nanoTime();
    JoinCalls calls = new JoinCalls(transport, task);
    JoinOpener opener = opener(task, run, true);
    boolean begun = destination == null;
    try {
      List<RemotePart> left = opener.open(request.left(), "left", request.indicesOptions());
      List<RemotePart> right =
          request.right() == null
              ? left
              : opener.open(request.right(), "right", request.indicesOptions());
      check(request, left, right);
      if (destination != null) {
        Set<String> joined = new HashSet<>();
        left.forEach(part -> joined.add(part.index()));
        right.forEach(part -> joined.add(part.index()));
        destination.begin(joined);
        begun = true;
      }
      JoinRun joined =
          new JoinRun(request, calls, task.progress(), sink, left, right, this::reserve);
      joined.begin();
      JoinReport report = join(joined, run, start);
      sink.finish(report);
      return report;
    } catch (RuntimeException e) {
      if (begun) {
        fail(sink, e);
      }
      throw e;
    } finally {
      opener.close();
    }
  }

  private static void fail(RowSink sink, RuntimeException cause) {
    try {
      sink.fail(cause);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  private static void check(JoinRequest request, List<RemotePart> left, List<RemotePart> right) {
    List<RemotePart> all = new ArrayList<>(left);
    all.addAll(right);
    int bitCount = bitCount(all);
    if (request.radius() != null && request.radius() > bitCount) {
      throw new IllegalArgumentException(
          "[radius] takes 0 to the codes' " + bitCount + " bits, found " + request.radius());
    }
  }

  /**
   * Bits of the codes of all parts.
   *
   * @throws IllegalArgumentException if they differ
   */
  static int bitCount(List<RemotePart> parts) {
    RemotePart first = parts.getFirst();
    int bitCount = first.opened().bitCount();
    for (RemotePart part : parts) {
      if (part.opened().bitCount() != bitCount) {
        throw new IllegalArgumentException(
            "the codes have "
                + bitCount
                + " bits in index ["
                + first.index()
                + "] and "
                + part.opened().bitCount()
                + " in ["
                + part.index()
                + "], allowed are fields in which they have the same");
      }
    }
    return bitCount;
  }

  private static JoinReport join(JoinRun run, String id, long start) {
    JoinRequest request = run.request();
    long[] pairs = null;
    long written = 0;
    JoinReport.Groups groups = null;
    if (request.form() == JoinRequest.Form.GROUPS) {
      groups = new GroupsJoin(run).join();
    } else if (request.k() != null) {
      NeighborsJoin join = new NeighborsJoin(run);
      join.join();
      pairs = join.found();
      written = join.written();
    } else {
      PairExpansion join = new PairsJoin(run).join();
      pairs = join.found();
      written = join.written();
    }
    JoinStatus status = run.progress().status();
    return new JoinReport(
        id,
        (System.nanoTime() - start) / 1_000_000,
        JoinRun.documents(run.left()),
        JoinRun.codes(run.left()),
        new JoinReport.Products(Math.max(0, status.predictedProducts()), status.products()),
        pairs,
        written,
        groups,
        status.rowsWritten(),
        request.destination());
  }
}
