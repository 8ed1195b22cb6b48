package hashing.opensearch.aggregation;

import hashing.code.Codes;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ConstructingObjectParser;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.search.aggregations.AbstractAggregationBuilder;
import org.opensearch.search.aggregations.AggregationBuilder;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;

/**
 * The {@code near_duplicates} aggregation: groups of documents, of those that the query matches,
 * whose codes are near: {@code {"field": "phash", "max_distance": 4}}.
 *
 * <p>Two documents are in one group if a chain of documents leads from one to the other, each at
 * most {@code max_distance} bits from the next; so groups are exact over all shards, and a group
 * may be wider than the distance. Returned are the {@code size} largest ones (default 10) of at
 * least {@code min_group_size} documents (default 2), with their number of documents and of
 * distinct codes, and the least code as their key. Sub-aggregations, {@code top_hits} among them,
 * see a group's documents.
 *
 * <p>More than {@link CodeCounts#MAX_CODES} distinct codes are refused.
 */
public final class NearDuplicatesAggregationBuilder
    extends AbstractAggregationBuilder<NearDuplicatesAggregationBuilder> {
  public static final String NAME = "near_duplicates";

  private static final int MAX_SIZE = 10_000;

  private static final ParseField FIELD = new ParseField("field");
  private static final ParseField MAX_DISTANCE = new ParseField("max_distance");
  private static final ParseField SIZE = new ParseField("size");
  private static final ParseField MIN_GROUP_SIZE = new ParseField("min_group_size");

  private static final ConstructingObjectParser<NearDuplicatesAggregationBuilder, String> PARSER =
      new ConstructingObjectParser<>(
          NAME,
          false,
          (parts, name) ->
              new NearDuplicatesAggregationBuilder(name, (String) parts[0], (Integer) parts[1]));

  static {
    PARSER.declareString(ConstructingObjectParser.constructorArg(), FIELD);
    PARSER.declareInt(ConstructingObjectParser.constructorArg(), MAX_DISTANCE);
    PARSER.declareInt(NearDuplicatesAggregationBuilder::size, SIZE);
    PARSER.declareInt(NearDuplicatesAggregationBuilder::minGroupSize, MIN_GROUP_SIZE);
  }

  private final String field;
  private final int maxDistance;
  private int size = 10;
  private int minGroupSize = 2;

  NearDuplicatesAggregationBuilder(String name, String field, int maxDistance) {
    super(name);
    this.field = field;
    this.maxDistance = maxDistance;
    checkRange("max_distance", maxDistance, 0, Codes.MAX_BIT_COUNT);
  }

  /** What OpenSearch is told of the aggregation. */
  public static SearchPlugin.AggregationSpec spec() {
    return new SearchPlugin.AggregationSpec(NAME, NearDuplicatesAggregationBuilder::new, PARSER)
        .addResultReader(InternalNearDuplicates::new);
  }

  /** Reads what {@link #writeTo} wrote. */
  NearDuplicatesAggregationBuilder(StreamInput in) throws IOException {
    super(in);
    field = in.readString();
    maxDistance = in.readVInt();
    size = in.readVInt();
    minGroupSize = in.readVInt();
  }

  private NearDuplicatesAggregationBuilder(
      NearDuplicatesAggregationBuilder other,
      AggregatorFactories.Builder factories,
      Map<String, Object> metadata) {
    super(other, factories, metadata);
    field = other.field;
    maxDistance = other.maxDistance;
    size = other.size;
    minGroupSize = other.minGroupSize;
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    out.writeString(field);
    out.writeVInt(maxDistance);
    out.writeVInt(size);
    out.writeVInt(minGroupSize);
  }

  NearDuplicatesAggregationBuilder size(int groups) {
    checkRange("size", groups, 1, MAX_SIZE);
    size = groups;
    return this;
  }

  NearDuplicatesAggregationBuilder minGroupSize(int documents) {
    checkRange("min_group_size", documents, 1, Integer.MAX_VALUE);
    minGroupSize = documents;
    return this;
  }

  private void checkRange(String parameter, int found, int min, int max) {
    if (found < min || found > max) {
      String allowed = "[" + parameter + "] takes " + min + " to " + max;
      throw limits(null).refusal(name, allowed + ", found [" + found + "]");
    }
  }

  private GroupLimits limits(BinaryCodeFieldType mapped) {
    return new GroupLimits(
        field, mapped == null ? null : mapped.format(), maxDistance, size, minGroupSize);
  }

  @Override
  protected AggregatorFactory doBuild(
      QueryShardContext context, AggregatorFactory parent, AggregatorFactories.Builder factories)
      throws IOException {
    BinaryCodeFieldType mapped = BinaryCodeFieldType.of(context, field);
    if (mapped != null) {
      checkRange("max_distance", maxDistance, 0, mapped.bitCount());
    }
    return new NearDuplicatesAggregatorFactory(
        name, mapped, limits(mapped), context, parent, factories, metadata);
  }

  @Override
  protected AggregationBuilder shallowCopy(
      AggregatorFactories.Builder factories, Map<String, Object> newMetadata) {
    return new NearDuplicatesAggregationBuilder(this, factories, newMetadata);
  }

  @Override
  public BucketCardinality bucketCardinality() {
    return BucketCardinality.MANY;
  }

  @Override
  protected XContentBuilder internalXContent(XContentBuilder builder, Params params)
      throws IOException {
    return builder
        .startObject()
        .field(FIELD.getPreferredName(), field)
        .field(MAX_DISTANCE.getPreferredName(), maxDistance)
        .field(SIZE.getPreferredName(), size)
        .field(MIN_GROUP_SIZE.getPreferredName(), minGroupSize)
        .endObject();
  }

  @Override
  public String getType() {
    return NAME;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof NearDuplicatesAggregationBuilder that
        && field.equals(that.field)
        && maxDistance == that.maxDistance
        && size == that.size
        && minGroupSize == that.minGroupSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), field, maxDistance, size, minGroupSize);
  }
}
