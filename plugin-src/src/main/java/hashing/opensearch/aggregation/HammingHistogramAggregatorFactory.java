package hashing.opensearch.aggregation;

import java.io.IOException;
import java.util.Map;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.search.aggregations.Aggregator;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;
import org.opensearch.search.aggregations.CardinalityUpperBound;
import org.opensearch.search.internal.SearchContext;

/** Makes a shard's {@link HammingHistogramAggregator}. */
final class HammingHistogramAggregatorFactory extends AggregatorFactory {
  private final HammingHistogramAggregator.Distances distances;

  /**
   * @param distances null where the index has no such field
   */
  HammingHistogramAggregatorFactory(
      String name,
      HammingHistogramAggregator.Distances distances,
      QueryShardContext context,
      AggregatorFactory parent,
      AggregatorFactories.Builder factories,
      Map<String, Object> metadata)
      throws IOException {
    super(name, context, parent, factories, metadata);
    this.distances = distances;
  }

  @Override
  protected Aggregator createInternal(
      SearchContext context,
      Aggregator parent,
      CardinalityUpperBound cardinality,
      Map<String, Object> metadata)
      throws IOException {
    return new HammingHistogramAggregator(
        name, distances, factories, context, parent, cardinality, metadata);
  }

  /** Segments are counted one by one and summed, in whatever slices. */
  @Override
  protected boolean supportsConcurrentSegmentSearch() {
    return true;
  }
}
