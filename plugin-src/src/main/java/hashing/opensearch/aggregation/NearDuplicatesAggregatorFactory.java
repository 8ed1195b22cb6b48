package hashing.opensearch.aggregation;

import hashing.opensearch.mapper.BinaryCodeFieldType;
import java.io.IOException;
import java.util.Map;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.aggregations.Aggregator;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;
import org.opensearch.search.aggregations.CardinalityUpperBound;
import org.opensearch.search.internal.SearchContext;

/** Makes a shard's {@link NearDuplicatesAggregator}. */
final class NearDuplicatesAggregatorFactory extends AggregatorFactory {
  private final BinaryCodeFieldType field;
  private final GroupLimits limits;

  /**
   * @param field null where the index has no such field
   */
  NearDuplicatesAggregatorFactory(
      String name,
      BinaryCodeFieldType field,
      GroupLimits limits,
      QueryShardContext context,
      AggregatorFactory parent,
      AggregatorFactories.Builder factories,
      Map<String, Object> metadata)
      throws IOException {
    super(name, context, parent, factories, metadata);
    this.field = field;
    this.limits = limits;
  }

  @Override
  protected Aggregator createInternal(
      SearchContext context,
      Aggregator parent,
      CardinalityUpperBound cardinality,
      Map<String, Object> metadata)
      throws IOException {
    return new NearDuplicatesAggregator(
        name, field, limits, factories, context, parent, cardinality, metadata);
  }

  /** Slices of a shard would each keep most of its codes. */
  @Override
  protected boolean supportsConcurrentSegmentSearch() {
    return false;
  }
}
