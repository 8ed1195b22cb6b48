package hashing.opensearch.aggregation;

import hashing.code.Codes;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.mapper.GivenCode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ConstructingObjectParser;
import org.opensearch.core.xcontent.ObjectParser.ValueType;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.search.aggregations.AbstractAggregationBuilder;
import org.opensearch.search.aggregations.AggregationBuilder;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.AggregatorFactory;

/**
 * The {@code hamming_histogram} aggregation: documents by the distance of their code from one code,
 * in bits: {@code {"field": "phash", "code": "a1b2c3d4e5f60718", "max_distance": 16, "interval":
 * 1}}.
 *
 * <p>Counts are exact. A bucket's key is the least distance that it holds, a multiple of {@code
 * interval} (default 1); there is none without a document, and none above {@code max_distance}
 * (default: the field's bits). Documents without a code are left out, and so are indices without
 * the field. The answer is that of a {@code histogram}.
 */
public final class HammingHistogramAggregationBuilder
    extends AbstractAggregationBuilder<HammingHistogramAggregationBuilder> {
  public static final String NAME = "hamming_histogram";

  private static final ParseField FIELD = new ParseField("field");
  private static final ParseField CODE = new ParseField("code");
  private static final ParseField MAX_DISTANCE = new ParseField("max_distance");
  private static final ParseField INTERVAL = new ParseField("interval");

  private static final ConstructingObjectParser<HammingHistogramAggregationBuilder, String> PARSER =
      new ConstructingObjectParser<>(
          NAME,
          false,
          (parts, name) ->
              new HammingHistogramAggregationBuilder(
                  name, (String) parts[0], (GivenCode) parts[1]));

  static {
    PARSER.declareString(ConstructingObjectParser.constructorArg(), FIELD);
    PARSER.declareField(
        ConstructingObjectParser.constructorArg(),
        (parser, _) -> GivenCode.parse(parser),
        CODE,
        ValueType.VALUE_OBJECT_ARRAY);
    PARSER.declareInt(HammingHistogramAggregationBuilder::maxDistance, MAX_DISTANCE);
    PARSER.declareInt(HammingHistogramAggregationBuilder::interval, INTERVAL);
  }

  private final String field;
  private final GivenCode code;
  private Integer maxDistance;
  private int interval = 1;

  HammingHistogramAggregationBuilder(String name, String field, GivenCode code) {
    super(name);
    this.field = field;
    this.code = code;
  }

  /** What OpenSearch is told of the aggregation, whose result is that of a histogram. */
  public static SearchPlugin.AggregationSpec spec() {
    return new SearchPlugin.AggregationSpec(NAME, HammingHistogramAggregationBuilder::new, PARSER);
  }

  /** Reads what {@link #writeTo} wrote. */
  HammingHistogramAggregationBuilder(StreamInput in) throws IOException {
    super(in);
    field = in.readString();
    code = new GivenCode(in);
    maxDistance = in.readOptionalVInt();
    interval = in.readVInt();
  }

  private HammingHistogramAggregationBuilder(
      HammingHistogramAggregationBuilder other,
      AggregatorFactories.Builder factories,
      Map<String, Object> metadata) {
    super(other, factories, metadata);
    field = other.field;
    code = other.code;
    maxDistance = other.maxDistance;
    interval = other.interval;
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    out.writeString(field);
    code.writeTo(out);
    out.writeOptionalVInt(maxDistance);
    out.writeVInt(interval);
  }

  HammingHistogramAggregationBuilder maxDistance(int distance) {
    checkRange("max_distance", distance, 0, Codes.MAX_BIT_COUNT);
    maxDistance = distance;
    return this;
  }

  HammingHistogramAggregationBuilder interval(int distances) {
    checkRange("interval", distances, 1, Codes.MAX_BIT_COUNT);
    interval = distances;
    return this;
  }

  private void checkRange(String parameter, int found, int min, int max) {
    if (found < min || found > max) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%s] aggregation [%s] on field [%s]: [%s] takes %d to %d, found [%d]",
              NAME,
              name,
              field,
              parameter,
              min,
              max,
              found));
    }
  }

  @Override
  protected AggregatorFactory doBuild(
      QueryShardContext context, AggregatorFactory parent, AggregatorFactories.Builder factories)
      throws IOException {
    BinaryCodeFieldType mapped = BinaryCodeFieldType.of(context, field);
    HammingHistogramAggregator.Distances distances = null;
    if (mapped != null) {
      int farthest = maxDistance == null ? mapped.bitCount() : maxDistance;
      checkRange("max_distance", farthest, 0, mapped.bitCount());
      distances =
          new HammingHistogramAggregator.Distances(mapped, code.of(mapped), farthest, interval);
    }
    return new HammingHistogramAggregatorFactory(
        name, distances, context, parent, factories, metadata);
  }

  @Override
  protected AggregationBuilder shallowCopy(
      AggregatorFactories.Builder factories, Map<String, Object> newMetadata) {
    return new HammingHistogramAggregationBuilder(this, factories, newMetadata);
  }

  @Override
  public BucketCardinality bucketCardinality() {
    return BucketCardinality.MANY;
  }

  @Override
  protected XContentBuilder internalXContent(XContentBuilder builder, Params params)
      throws IOException {
    builder.startObject();
    builder.field(FIELD.getPreferredName(), field);
    builder.field(CODE.getPreferredName(), code);
    if (maxDistance != null) {
      builder.field(MAX_DISTANCE.getPreferredName(), maxDistance);
    }
    return builder.field(INTERVAL.getPreferredName(), interval).endObject();
  }

  @Override
  public String getType() {
    return NAME;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof HammingHistogramAggregationBuilder that
        && field.equals(that.field)
        && code.equals(that.code)
        && Objects.equals(maxDistance, that.maxDistance)
        && interval == that.interval;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), field, code, maxDistance, interval);
  }
}
