package hashing.opensearch.join;

import hashing.opensearch.join.SearchBatchResponse.Answer;
import hashing.opensearch.join.SearchBatchResponse.Hit;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.UUIDs;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.search.SearchService;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/** Has all shards answer the codes of a request together. A thread of searches waits for them. */
public final class TransportSearchBatchAction
    extends HandledTransportAction<SearchBatchRequest, SearchBatchResponse> {
  /**
   * Bytes of a hit in the answer: its object and the document's id. All are named together, as
   * stored fields are unpacked block by block, which to do once is what naming them costs.
   */
  private static final long HIT_BYTES = 160;

  private final JoinService joins;
  private final TransportService transport;

  /** Called by OpenSearch. */
  @Inject
  public TransportSearchBatchAction(
      ClusterService cluster,
      TransportService transport,
      SearchService searches,
      CircuitBreakerService breakers,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(SearchBatchAction.NAME, transport, filters, SearchBatchRequest::new);
    this.transport = transport;
    CircuitBreaker breaker = breakers.getBreaker(CircuitBreaker.REQUEST);
    joins = new JoinService(cluster, transport, searches, resolver, breaker);
  }

  @Override
  protected void doExecute(
      Task task, SearchBatchRequest request, ActionListener<SearchBatchResponse> listener) {
    transport
        .getThreadPool()
        .executor(ThreadPool.Names.SEARCH)
        .execute(ActionRunnable.supply(listener, () -> search((CancellableTask) task, request)));
  }

  private SearchBatchResponse search(CancellableTask task, SearchBatchRequest request) {
    long start = System.nanoTime();
    JoinCalls calls = new JoinCalls(transport, task);
    JoinOpener opener = joins.opener(task, UUIDs.randomBase64UUID(), false);
    // One more, to see whether there are more.
    int limit = request.radius() == null ? request.hits() : request.hits() + 1;
    long bytes =
        NearestLists.byteSize(request.codes().size(), limit)
            + HIT_BYTES * limit * request.codes().size();
    joins.reserve(bytes);
    try {
      List<RemotePart> parts = opener.open(request.side(), "batch", request.indicesOptions());
      int bitCount = JoinService.bitCount(parts);
      if (request.radius() != null && request.radius() > bitCount) {
        throw new IllegalArgumentException(
            "[radius] takes 0 to the codes' " + bitCount + " bits, found " + request.radius());
      }
      int radius = request.radius() == null ? bitCount : request.radius();
      int[] rows = new int[request.codes().size()];
      CodeBatch batch = batch(request, parts, rows);
      NearestLists lists =
          NearestLists.of(calls, parts, batch, limit, radius, new JoinProgress(), joins::reserve);
      List<Answer> distinct = answers(calls, parts, lists, batch.count(), request.hits());
      List<Answer> answers = Arrays.stream(rows).mapToObj(distinct::get).toList();
      return new SearchBatchResponse((System.nanoTime() - start) / 1_000_000, answers);
    } finally {
      joins.reserve(-bytes);
      opener.close();
    }
  }

  /**
   * The request's codes, distinct and in order.
   *
   * @param rows gets the place of each of the request's
   */
  private static CodeBatch batch(SearchBatchRequest request, List<RemotePart> parts, int[] rows) {
    OpenResponse opened = parts.getFirst().opened();
    BinaryCodeFieldType field =
        BinaryCodeFieldType.of(
            request.side().field(),
            Map.of("type", "binary_code", "bits", opened.bitCount(), "format", opened.format()));
    TreeMap<byte[], List<Integer>> places = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < rows.length; i++) {
      try {
        byte[] code = request.codes().get(i).of(field);
        places.computeIfAbsent(code, _ -> new ArrayList<>()).add(i);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("[codes][" + i + "]: " + e.getMessage(), e);
      }
    }
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    int row = 0;
    for (Map.Entry<byte[], List<Integer>> entry : places.entrySet()) {
      codes.writeBytes(entry.getKey());
      for (int place : entry.getValue()) {
        rows[place] = row;
      }
      row++;
    }
    int[] counts = new int[row];
    Arrays.fill(counts, 1);
    return new CodeBatch(0, codes.toByteArray(), counts);
  }

  private static List<Answer> answers(
      JoinCalls calls, List<RemotePart> parts, NearestLists lists, int count, int wanted) {
    List<Answer> answers = new ArrayList<>();
    NearestNames names = NearestNames.of(calls, parts, lists, 0, count);
    for (int row = 0; row < count; row++) {
      List<Hit> hits = new ArrayList<>();
      for (int i = 0; i < Math.min(wanted, lists.size(row)); i++) {
        DocumentRef document = names.of(lists.part(row, i), lists.document(row, i));
        hits.add(new Hit(document.index(), document.id(), lists.distance(row, i)));
      }
      answers.add(new Answer(hits, lists.size(row) > wanted));
    }
    return answers;
  }
}
