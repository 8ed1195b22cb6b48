package hashing.opensearch.aggregation;

import hashing.opensearch.HashingPlugin;
import java.util.Collection;
import java.util.List;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.aggregations.BaseAggregationTestCase;
import org.opensearch.test.TestGeoShapeFieldMapperPlugin;

/** The aggregation's body and wire form, there and back. */
public final class NearDuplicatesAggregationBuilderTests
    extends BaseAggregationTestCase<NearDuplicatesAggregationBuilder> {

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, TestGeoShapeFieldMapperPlugin.class);
  }

  @Override
  protected NearDuplicatesAggregationBuilder createTestAggregatorBuilder() {
    NearDuplicatesAggregationBuilder groups =
        new NearDuplicatesAggregationBuilder(
            randomAlphaOfLength(5), randomAlphaOfLength(5), randomIntBetween(0, 64));
    if (randomBoolean()) {
      groups.size(randomIntBetween(1, 100));
    }
    if (randomBoolean()) {
      groups.minGroupSize(randomIntBetween(1, 100));
    }
    return groups;
  }
}
