package hashing.opensearch.query;

import hashing.opensearch.model.ModelRegistry;
import hashing.search.HammingQuery;
import hashing.search.SearchCounters;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.SetOnce;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.AbstractQueryBuilder;
import org.opensearch.index.query.InnerHitContextBuilder;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilderVisitor;
import org.opensearch.index.query.QueryParser;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.index.query.WithFieldName;
import org.opensearch.plugins.SearchPlugin;

/**
 * The {@code hamming} query: the documents whose code is nearest, in bits, to what is given.
 *
 * <p>Given is exactly one of {@code code}, {@code codes} (the nearest one counts), {@code like} (a
 * document's code) and {@code query_text}, {@code query_image}, {@code query_vector} (encoded by
 * {@code model_id}, else by the field's {@code search_model_id}, else by its {@code model_id}). At
 * least one of {@code k}, 1 to 10000, and {@code max_distance}, 0 to the field's bits, limits the
 * answer. It is exact: with {@code k}, the nearest documents of each shard among those that {@code
 * filter} lets through, ties broken by document order. The score is {@code 1 / (1 + distance)}.
 *
 * <p>{@code weights}, one for each bit, or {@code rescore} with those of the model that encodes the
 * content, order what is nearest anew by weighted distance; {@code budget} ends a shard's search
 * after so many candidates.
 *
 * <p>{@code like} is looked up, and content with a {@code model_id} of the query's own encoded,
 * once on the coordinating node; content for the field's model, too, where that node knows the
 * model, else once on each shard.
 *
 * <p>Wrong parameters are refused with a status of 4xx and a message that names the field, what was
 * found and what is allowed.
 */
public final class HammingQueryBuilder extends AbstractQueryBuilder<HammingQueryBuilder>
    implements WithFieldName {
  public static final String NAME = "hamming";

  /** The largest {@code k}. */
  public static final int MAX_K = 10_000;

  /** The most {@code codes} in a query. */
  public static final int MAX_CODES = 1024;

  private final String field;
  private final Target target;
  private final Supplier<Target> pending;
  private final Integer k;
  private final Integer maxDistance;
  private final ModelRegistry models;
  private QueryBuilder filter;
  private String modelId;
  private Rescore rescore;
  private Integer budget;
  private boolean ignoreUnmapped;
  private SearchCounters counters;

  HammingQueryBuilder(
      String field, Target target, Integer k, Integer maxDistance, ModelRegistry models) {
    this(field, target, null, k, maxDistance, models);
  }

  private HammingQueryBuilder(
      String field,
      Target target,
      Supplier<Target> pending,
      Integer k,
      Integer maxDistance,
      ModelRegistry models) {
    this.field = field;
    this.target = target;
    this.pending = pending;
    this.k = k;
    this.maxDistance = maxDistance;
    this.models = models;
  }

  private HammingQueryBuilder(StreamInput in, ModelRegistry models) throws IOException {
    super(in);
    this.field = in.readString();
    this.target = Target.read(in);
    this.pending = null;
    this.k = in.readOptionalVInt();
    this.maxDistance = in.readOptionalVInt();
    this.models = models;
    this.filter = in.readOptionalNamedWriteable(QueryBuilder.class);
    this.modelId = in.readOptionalString();
    this.rescore = in.readOptionalWriteable(Rescore::new);
    this.budget = in.readOptionalVInt();
    this.ignoreUnmapped = in.readBoolean();
  }

  /** What the plugin registers. */
  public static SearchPlugin.QuerySpec<HammingQueryBuilder> spec(
      ModelRegistry models, SearchCounters counters) {
    return new SearchPlugin.QuerySpec<>(NAME, reader(models, counters), parser(models, counters));
  }

  /**
   * Reads queries from the wire; what they have to encode is encoded by these models, and what they
   * do is counted.
   */
  public static Writeable.Reader<HammingQueryBuilder> reader(
      ModelRegistry models, SearchCounters counters) {
    return in -> new HammingQueryBuilder(in, models).countBy(counters);
  }

  /** As {@link #reader}, from a request. */
  public static QueryParser<HammingQueryBuilder> parser(
      ModelRegistry models, SearchCounters counters) {
    return parser -> HammingQueryParser.parse(parser, models).countBy(counters);
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    if (pending != null) {
      throw notRewritten();
    }
    out.writeString(field);
    target.writeTo(out);
    out.writeOptionalVInt(k);
    out.writeOptionalVInt(maxDistance);
    out.writeOptionalNamedWriteable(filter);
    out.writeOptionalString(modelId);
    out.writeOptionalWriteable(rescore);
    out.writeOptionalVInt(budget);
    out.writeBoolean(ignoreUnmapped);
  }

  @Override
  protected void doXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject(NAME).startObject(field);
    target.toXContent(builder, params);
    if (k != null) {
      builder.field("k", k);
    }
    if (maxDistance != null) {
      builder.field("max_distance", maxDistance);
    }
    if (filter != null) {
      builder.field("filter", filter, params);
    }
    if (modelId != null) {
      builder.field("model_id", modelId);
    }
    if (rescore != null) {
      rescore.toXContent(builder, params);
    }
    if (budget != null) {
      builder.field("budget", budget);
    }
    if (ignoreUnmapped) {
      builder.field("ignore_unmapped", true);
    }
    printBoostAndQueryName(builder);
    builder.endObject().endObject();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // a rewrite that changes nothing gives the same object
  protected QueryBuilder doRewrite(QueryRewriteContext context) throws IOException {
    QueryBuilder rewrittenFilter = filter == null ? null : filter.rewrite(context);
    if (rewrittenFilter != filter) {
      return with(target, pending).setFilter(rewrittenFilter);
    }
    if (pending != null) {
      Target found = pending.get();
      return found == null ? this : with(found, null);
    }
    SetOnce<Target> found = new SetOnce<>();
    switch (target) {
      case Target.Like like ->
          context.registerAsyncAction((client, listener) ->
              new LikeLookup(field, like).fetch(client, setting(found, listener)));
      case Target.Content content -> {
        ContentEncoder encoder = new ContentEncoder(models, field, content, needsModelWeights());
        boolean onShard = context.convertToShardContext() != null || !content.encoded().isEmpty();
        if (modelId != null && !needsModelWeights() && !onShard) {
          context.registerAsyncAction((_, listener) ->
              encoder.encode(modelId, ActionListener.map(setting(found, listener), this::codes)));
        } else {
          List<String> names = onShard ? List.of() : encoder.foreseen(modelId, context);
          if (names.isEmpty()) {
            return this;
          }
          context.registerAsyncAction((_, listener) ->
              encoder.encode(
                  names,
                  ActionListener.map(
                      setting(found, listener),
                      encoded -> new Target.Content(content.input(), encoded))));
        }
      }
      default -> {
        return this;
      }
    }
    return with(target, found::get);
  }

  /** Whether the shards must see the content, as its weights are not in its code. */
  private boolean needsModelWeights() {
    return rescore != null && rescore.weights() == null;
  }

  private static ActionListener<Target> setting(SetOnce<Target> found, ActionListener<?> listener) {
    return ActionListener.map(
        listener,
        target -> {
          found.set(target);
          return null;
        });
  }

  private Target codes(EncodedContent encoded) {
    return new Target.Codes(List.of(new BytesRef(encoded.code())), null);
  }

  private HammingQueryBuilder with(Target newTarget, Supplier<Target> newPending) {
    HammingQueryBuilder copy =
        new HammingQueryBuilder(field, newTarget, newPending, k, maxDistance, models);
    copy.setFilter(filter).modelId(modelId).ignoreUnmapped(ignoreUnmapped);
    copy.rescore(rescore).budget(budget).countBy(counters);
    return copy.boost(boost()).queryName(queryName());
  }

  @Override
  protected Query doToQuery(QueryShardContext context) throws IOException {
    if (pending != null || target instanceof Target.Like) {
      throw notRewritten();
    }
    Query query = new HammingQueries(context, models, this).toQuery();
    if (counters != null) {
      query.visit(
          new QueryVisitor() {
            @Override
            public void visitLeaf(Query leaf) {
              if (leaf instanceof HammingQuery own) {
                own.countBy(counters);
              }
            }
          });
    }
    return query;
  }

  private IllegalStateException notRewritten() {
    return new IllegalStateException(
        "[" + NAME + "] query on field [" + field + "] must be rewritten first");
  }

  @Override
  protected void extractInnerHitBuilders(Map<String, InnerHitContextBuilder> innerHits) {
    if (filter != null) {
      InnerHitContextBuilder.extractInnerHits(filter, innerHits);
    }
  }

  @Override
  public void visit(QueryBuilderVisitor visitor) {
    visitor.accept(this);
    QueryBuilderVisitor child =
        filter == null ? null : visitor.getChildVisitor(BooleanClause.Occur.FILTER);
    if (child != null) {
      filter.visit(child);
    }
  }

  /** Narrows this query itself, so that {@code k} counts documents of the filter only. */
  @Override
  public QueryBuilder filter(QueryBuilder added) {
    if (validateFilterParams(added)) {
      filter = filter == null ? added : filter.filter(added);
    }
    return this;
  }

  HammingQueryBuilder setFilter(QueryBuilder newFilter) {
    filter = newFilter;
    return this;
  }

  HammingQueryBuilder modelId(String newModelId) {
    modelId = newModelId;
    return this;
  }

  /** Null for the order of plain distances. */
  HammingQueryBuilder rescore(Rescore newRescore) {
    rescore = newRescore;
    return this;
  }

  /** Candidates after which a shard's search ends; null for an exact one. */
  HammingQueryBuilder budget(Integer candidates) {
    budget = candidates;
    return this;
  }

  HammingQueryBuilder ignoreUnmapped(boolean ignore) {
    ignoreUnmapped = ignore;
    return this;
  }

  private HammingQueryBuilder countBy(SearchCounters newCounters) {
    counters = newCounters;
    return this;
  }

  @Override
  public String fieldName() {
    return field;
  }

  Target target() {
    return target;
  }

  Integer k() {
    return k;
  }

  Integer maxDistance() {
    return maxDistance;
  }

  QueryBuilder filter() {
    return filter;
  }

  String modelId() {
    return modelId;
  }

  Rescore rescore() {
    return rescore;
  }

  Integer budget() {
    return budget;
  }

  boolean ignoreUnmapped() {
    return ignoreUnmapped;
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  protected boolean doEquals(HammingQueryBuilder other) {
    return field.equals(other.field)
        && target.equals(other.target)
        && Objects.equals(pending, other.pending)
        && Objects.equals(k, other.k)
        && Objects.equals(maxDistance, other.maxDistance)
        && Objects.equals(filter, other.filter)
        && Objects.equals(modelId, other.modelId)
        && Objects.equals(rescore, other.rescore)
        && Objects.equals(budget, other.budget)
        && ignoreUnmapped == other.ignoreUnmapped;
  }

  @Override
  protected int doHashCode() {
    return Objects.hash(
        field, target, k, maxDistance, filter, modelId, rescore, budget, ignoreUnmapped);
  }
}
