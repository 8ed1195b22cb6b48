package hashing.opensearch.aggregation;

import java.util.List;
import org.opensearch.plugins.SearchPlugin.AggregationSpec;

/** The plugin's aggregations. */
public final class HashingAggregations {

  private HashingAggregations() {}

  public static List<AggregationSpec> all() {
    return List.of(
        HammingHistogramAggregationBuilder.spec(), NearDuplicatesAggregationBuilder.spec());
  }
}
