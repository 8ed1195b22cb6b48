package hashing.opensearch.join;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.JoinTotals;
import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.pool.WorkPool;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.opensearch.common.util.concurrent.OpenSearchExecutors;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.index.IndexService;
import org.opensearch.index.engine.Engine;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.ObjectMapper;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.shard.IndexShard;
import org.opensearch.indices.IndicesService;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/**
 * What a node's shards do in joins: they open readers, hand out codes, match codes, and name
 * documents. What takes long runs on the plugin's threads, asks from time to time whether it was
 * cancelled, and takes memory under the request breaker.
 */
final class JoinShards {
  static final String OPEN = JoinAction.NAME + "[open]";
  static final String CODES = JoinAction.NAME + "[codes]";
  static final String MATCH = JoinAction.NAME + "[match]";
  static final String DOCUMENTS = JoinAction.NAME + "[documents]";
  static final String PROGRESS = JoinAction.NAME + "[progress]";
  static final String CLOSE = JoinAction.NAME + "[close]";

  /** Matches in one answer, about 20 MiB. */
  private static final int MOST_MATCHES = 1 << 20;

  /** Threads that search parts of a shard side by side: a batch is a search. */
  private static final String SEARCHERS = ThreadPool.Names.INDEX_SEARCHER;

  private final IndicesService indices;
  private final CircuitBreaker breaker;
  private final ThreadPool pool;
  private final ShardParts parts;

  /** More threads than these would wait for one another. */
  private final int processors;

  JoinShards(IndicesService indices, CircuitBreaker breaker, ThreadPool pool, ShardParts parts) {
    this.indices = indices;
    this.breaker = breaker;
    this.pool = pool;
    this.parts = parts;
    processors = OpenSearchExecutors.allocatedProcessors(indices.clusterService().getSettings());
  }

  /** Answers requests of other nodes, and of this one. */
  void register(TransportService transport) {
    register(transport, OPEN, WorkPool.NAME, OpenRequest::new, this::open);
    register(transport, MATCH, WorkPool.NAME, ShardRequest.Match::new, this::match);
    // Short ones pass by the long ones.
    register(transport, CODES, ThreadPool.Names.GET, ShardRequest.Codes::new, this::codes);
    register(
        transport, DOCUMENTS, ThreadPool.Names.GET, ShardRequest.Documents::new, this::documents);
    register(transport, PROGRESS, ThreadPool.Names.SAME, ShardRequest::new, this::progress);
    register(transport, CLOSE, ThreadPool.Names.SAME, ShardRequest::new, this::close);
  }

  @FunctionalInterface
  private interface Operation<Q> {
    ActionResponse run(Q request, CancellableTask task) throws IOException;
  }

  private static <Q extends ShardRequest> void register(
      TransportService transport,
      String action,
      String executor,
      Writeable.Reader<Q> reader,
      Operation<Q> operation) {
    transport.registerRequestHandler(
        action,
        executor,
        reader,
        (request, channel, task) ->
            channel.sendResponse(operation.run(request, (CancellableTask) task)));
  }

  private ActionResponse open(OpenRequest request, CancellableTask task) throws IOException {
    IndexService index = indices.indexServiceSafe(request.shard().getIndex());
    IndexShard shard = index.getShard(request.shard().id());
    Engine.Searcher searcher = shard.acquireSearcher("hashing_join");
    ShardPart part = null;
    OpenResponse opened;
    try {
      searcher.setTimeout(task::isCancelled);
      long now = request.now();
      QueryShardContext context =
          index.newQueryShardContext(shard.shardId().id(), searcher, () -> now, null);
      BinaryCodeFieldType field = field(index, request.side().field());
      Query filter = filter(request, context);
      ShardPart.Source source = new ShardPart.Source(field.name(), field.bitCount(), filter);
      JoinCodes codes = request.withCodes() ? codes(searcher, source, task) : null;
      part = new ShardPart(index.index(), request.asker(), searcher, source, codes);
      opened =
          new OpenResponse(
              field.bitCount(),
              field.format().jsonName(),
              codes == null ? 0 : codes.count(),
              part.documents());
    } finally {
      if (part == null) {
        searcher.close();
      }
    }
    parts.add(request.join(), request.part(), part);
    if (task.isCancelled()) {
      parts.close(request.join());
    }
    return opened;
  }

  private JoinCodes codes(Engine.Searcher searcher, ShardPart.Source source, CancellableTask task)
      throws IOException {
    return JoinCodes.of(
        searcher,
        source.field(),
        source.bitCount(),
        source.filter(),
        context(task, WorkPool.NAME, _ -> {}));
  }

  private static Query filter(OpenRequest request, QueryShardContext context) {
    QueryBuilder alias = request.alias().getQueryBuilder();
    QueryBuilder filter = request.side().filter();
    BooleanQuery.Builder both = new BooleanQuery.Builder();
    if (alias != null) {
      both.add(context.toQuery(alias).query(), Occur.FILTER);
    }
    if (filter != null) {
      both.add(context.toQuery(filter).query(), Occur.FILTER);
    }
    return alias == null && filter == null ? null : both.build();
  }

  private static BinaryCodeFieldType field(IndexService index, String name) {
    MappedFieldType found = index.mapperService().fieldType(name);
    String where = "field [" + name + "] of index [" + index.index().getName() + "] ";
    if (found == null || !(found.unwrap() instanceof BinaryCodeFieldType field)) {
      throw new IllegalArgumentException(
          where
              + (found == null ? "is not mapped" : "has type [" + found.typeName() + "]")
              + ", allowed is a field of type ["
              + BinaryCodeFieldMapper.CONTENT_TYPE
              + "]");
    }
    for (int dot = field.name().indexOf('.'); dot >= 0; dot = field.name().indexOf('.', dot + 1)) {
      String path = field.name().substring(0, dot);
      ObjectMapper object = index.mapperService().getObjectMapper(path);
      if (object != null && object.nested().isNested()) {
        throw new IllegalArgumentException(
            where
                + "lies in [nested] objects ["
                + path
                + "], allowed is a field of the documents themselves");
      }
    }
    return field;
  }

  private ActionResponse codes(ShardRequest.Codes request, CancellableTask task) {
    ShardPart part = parts.acquire(request.part());
    try {
      JoinCodes codes = part.codes();
      int count = Math.max(0, Math.min(request.count, codes.count() - request.from));
      int length = (codes.bitCount() + Byte.SIZE - 1) / Byte.SIZE;
      byte[] bytes = new byte[count * length];
      int[] documents = new int[count];
      for (int i = 0; i < count; i++) {
        System.arraycopy(codes.code(request.from + i), 0, bytes, i * length, length);
        documents[i] = codes.ownerCount(request.from + i);
      }
      return new CodeBatch(request.from, bytes, documents);
    } finally {
      part.decRef();
    }
  }

  private ActionResponse match(ShardRequest.Match request, CancellableTask task)
      throws IOException {
    ShardPart part = parts.acquire(request.part());
    try {
      if (request.kind == ShardRequest.Kind.NEAREST) {
        String threads = part.codes() == null ? SEARCHERS : WorkPool.NAME;
        return answer(part, context(task, threads, part::matched), request);
      }
      JoinContext context = context(task, WorkPool.NAME, part::matched);
      return new ShardMatcher(part.codes(), context, MOST_MATCHES, part::predict).match(request);
    } finally {
      part.predict(0);
      part.decRef();
    }
  }

  /** The nearest documents of each code. */
  private static Matches answer(ShardPart part, JoinContext context, ShardRequest.Match request)
      throws IOException {
    CodeBatch codes = request.batch;
    long bytes = Matches.byteSize(codes.count() * Math.min(request.k, part.documents()));
    context.memory().accept(bytes);
    try {
      Matches matches = new Matches();
      JoinTotals totals =
          part.batch(context)
              .run(
                  codes.codes(),
                  request.k,
                  request.radius,
                  (row, document, distance) ->
                      matches.add(
                          codes.first() + row, document, distance, codes.documents(row), 1));
      return matches.next(codes.first() + codes.count(), totals);
    } finally {
      context.memory().accept(-bytes);
    }
  }

  private ActionResponse documents(ShardRequest.Documents request, CancellableTask task)
      throws IOException {
    ShardPart part = parts.acquire(request.part());
    try {
      return part.ids(numbers(part.codes(), request));
    } finally {
      part.decRef();
    }
  }

  private static int[] numbers(JoinCodes codes, ShardRequest.Documents request) {
    if (request.ordinals.length == 0) {
      return request.documents;
    }
    int[] numbers = new int[request.ordinals.length * request.limit];
    int size = 0;
    for (int i = 0; i < request.ordinals.length; i++) {
      int ordinal = request.ordinals[i];
      int from = codes.firstOwner(ordinal) + request.from[i];
      int end = Math.min(codes.firstOwner(ordinal + 1), from + request.limit);
      for (int owner = from; owner < end; owner++) {
        numbers[size++] = codes.owner(owner);
      }
    }
    return Arrays.copyOf(numbers, size);
  }

  private ActionResponse progress(ShardRequest request, CancellableTask task) {
    ShardPart part = parts.acquire(request.part());
    try {
      return new PartProgress(part.matched(), part.predicted());
    } finally {
      part.decRef();
    }
  }

  private ActionResponse close(ShardRequest request, CancellableTask task) {
    parts.close(request.part());
    return new DocumentIds(new int[0], new String[0]);
  }

  private JoinContext context(CancellableTask task, String threads, LongConsumer progress) {
    return new JoinContext(
        pool.executor(threads),
        Math.min(pool.info(threads).getMax(), processors),
        this::reserve,
        () -> {
          checkCancelled(task);
          parts.checkStopped();
        },
        progress);
  }

  private void reserve(long bytes) {
    if (bytes > 0) {
      breaker.addEstimateBytesAndMaybeBreak(bytes, "<hashing_join>");
    } else {
      breaker.addWithoutBreaking(bytes);
    }
  }

  static void checkCancelled(CancellableTask task) {
    if (task.isCancelled()) {
      throw new TaskCancelledException("cancelled: " + task.getReasonCancelled());
    }
  }
}
