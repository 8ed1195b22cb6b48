package hashing.opensearch.aggregation;

import hashing.opensearch.HashingPlugin;
import hashing.opensearch.mapper.GivenCode;
import java.util.Collection;
import java.util.List;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.aggregations.BaseAggregationTestCase;
import org.opensearch.test.TestGeoShapeFieldMapperPlugin;

/** The aggregation's body and wire form, there and back. */
public final class HammingHistogramAggregationBuilderTests
    extends BaseAggregationTestCase<HammingHistogramAggregationBuilder> {

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, TestGeoShapeFieldMapperPlugin.class);
  }

  @Override
  protected HammingHistogramAggregationBuilder createTestAggregatorBuilder() {
    Object code = randomFrom(randomAlphaOfLength(16), randomInt(), List.of(1, 255, -128));
    HammingHistogramAggregationBuilder histogram =
        new HammingHistogramAggregationBuilder(
            randomAlphaOfLength(5), randomAlphaOfLength(5), new GivenCode(code));
    if (randomBoolean()) {
      histogram.maxDistance(randomIntBetween(0, 64));
    }
    if (randomBoolean()) {
      histogram.interval(randomIntBetween(1, 64));
    }
    return histogram;
  }
}
