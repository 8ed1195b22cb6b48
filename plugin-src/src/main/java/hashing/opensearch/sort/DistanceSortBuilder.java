package hashing.opensearch.sort;

import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.mapper.GivenCode;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import org.apache.lucene.search.SortField;
import org.opensearch.core.ParseField;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.ConstructingObjectParser;
import org.opensearch.core.xcontent.ObjectParser.ValueType;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.fielddata.IndexFieldData.XFieldComparatorSource;
import org.opensearch.index.fielddata.IndexFieldData.XFieldComparatorSource.Nested;
import org.opensearch.index.fielddata.fieldcomparator.LongValuesComparatorSource;
import org.opensearch.index.query.QueryRewriteContext;
import org.opensearch.index.query.QueryShardContext;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.search.DocValueFormat;
import org.opensearch.search.MultiValueMode;
import org.opensearch.search.sort.BucketedSort;
import org.opensearch.search.sort.NestedSortBuilder;
import org.opensearch.search.sort.SortBuilder;
import org.opensearch.search.sort.SortFieldAndFormat;
import org.opensearch.search.sort.SortMode;
import org.opensearch.search.sort.SortOrder;

/**
 * Sorts hits by the distance of their code from one code, in bits: {@code {"_hamming_distance":
 * {"field": "phash", "code": "a1b2c3d4e5f60718"}}}.
 *
 * <p>The sort value is the distance, an integer; nearest first unless {@code order} is {@code
 * desc}. Documents without a code come last; {@code missing} is {@code _last}, {@code _first} or
 * the distance that they count as. Of several codes in {@code nested} objects the nearest counts,
 * or the farthest where {@code mode} is {@code max}, which is the default of descending order. An
 * index without the field is refused unless {@code ignore_unmapped} is true.
 */
public final class DistanceSortBuilder extends SortBuilder<DistanceSortBuilder> {
  public static final String NAME = "_hamming_distance";

  private static final ParseField FIELD = new ParseField("field");
  private static final ParseField CODE = new ParseField("code");
  private static final ParseField MISSING = new ParseField("missing");
  private static final ParseField MODE = new ParseField("mode");
  private static final ParseField IGNORE_UNMAPPED = new ParseField("ignore_unmapped");

  private static final ConstructingObjectParser<DistanceSortBuilder, Void> PARSER =
      new ConstructingObjectParser<>(
          NAME, parts -> new DistanceSortBuilder((String) parts[0], (GivenCode) parts[1]));

  static {
    PARSER.declareString(ConstructingObjectParser.constructorArg(), FIELD);
    PARSER.declareField(
        ConstructingObjectParser.constructorArg(),
        (parser, _) -> GivenCode.parse(parser),
        CODE,
        ValueType.VALUE_OBJECT_ARRAY);
    PARSER.declareString(
        (sort, order) -> sort.order(sort.parseOrder(order)), SortBuilder.ORDER_FIELD);
    PARSER.declareField(
        DistanceSortBuilder::missing, (parser, _) -> parser.objectText(), MISSING, ValueType.VALUE);
    PARSER.declareString((sort, mode) -> sort.mode(SortMode.fromString(mode)), MODE);
    PARSER.declareObject(
        DistanceSortBuilder::nested,
        (parser, _) -> NestedSortBuilder.fromXContent(parser),
        NestedSortBuilder.NESTED_FIELD);
    PARSER.declareBoolean(DistanceSortBuilder::ignoreUnmapped, IGNORE_UNMAPPED);
  }

  private final String field;
  private final GivenCode code;
  private Object missing = "_last";
  private SortMode mode;
  private NestedSortBuilder nested;
  private boolean ignoreUnmapped;

  DistanceSortBuilder(String field, GivenCode code) {
    this.field = field;
    this.code = code;
  }

  /** What the plugin registers. */
  public static SearchPlugin.SortSpec<DistanceSortBuilder> spec() {
    return new SearchPlugin.SortSpec<>(
        NAME, DistanceSortBuilder::new, DistanceSortBuilder::fromXContent);
  }

  /** Reads what {@link #writeTo} wrote. */
  public DistanceSortBuilder(StreamInput in) throws IOException {
    field = in.readString();
    code = new GivenCode(in);
    order = SortOrder.readFromStream(in);
    missing = in.readGenericValue();
    mode = in.readOptionalWriteable(SortMode::readFromStream);
    nested = in.readOptionalWriteable(NestedSortBuilder::new);
    ignoreUnmapped = in.readBoolean();
  }

  /** Reads the object behind the sort's name. */
  public static DistanceSortBuilder fromXContent(XContentParser parser, String name)
      throws IOException {
    return PARSER.parse(parser, null);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(field);
    code.writeTo(out);
    order.writeTo(out);
    out.writeGenericValue(missing);
    out.writeOptionalWriteable(mode);
    out.writeOptionalWriteable(nested);
    out.writeBoolean(ignoreUnmapped);
  }

  private SortOrder parseOrder(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "asc" -> SortOrder.ASC;
      case "desc" -> SortOrder.DESC;
      default -> throw invalid("order", text, "asc or desc");
    };
  }

  DistanceSortBuilder missing(Object place) {
    missing = place;
    if (!"_first".equals(place) && !"_last".equals(place)) {
      missing = distance(place);
    }
    return this;
  }

  private Integer distance(Object place) {
    try {
      int distance = Integer.parseInt(place.toString());
      if (distance >= 0) {
        return distance;
      }
    } catch (NumberFormatException e) {
      // no integer: refused below
    }
    throw invalid("missing", place, "_last, _first or a distance");
  }

  DistanceSortBuilder mode(SortMode among) {
    if (among != SortMode.MIN && among != SortMode.MAX) {
      throw invalid("mode", among, "min or max");
    }
    mode = among;
    return this;
  }

  DistanceSortBuilder nested(NestedSortBuilder path) {
    nested = path;
    return this;
  }

  DistanceSortBuilder ignoreUnmapped(boolean ignore) {
    ignoreUnmapped = ignore;
    return this;
  }

  private IllegalArgumentException invalid(String parameter, Object found, String allowed) {
    return new IllegalArgumentException(
        "["
            + NAME
            + "] sort on field ["
            + field
            + "]: ["
            + parameter
            + "] takes "
            + allowed
            + ", found ["
            + found
            + "]");
  }

  @Override
  public SortBuilder<?> rewrite(QueryRewriteContext context) throws IOException {
    if (nested == null) {
      return this;
    }
    NestedSortBuilder rewritten = nested.rewrite(context);
    if (rewritten.equals(nested)) {
      return this;
    }
    DistanceSortBuilder copy = new DistanceSortBuilder(field, code).order(order);
    copy.missing = missing;
    copy.mode = mode;
    copy.ignoreUnmapped = ignoreUnmapped;
    return copy.nested(rewritten);
  }

  @Override
  protected SortFieldAndFormat build(QueryShardContext context) throws IOException {
    BinaryCodeFieldType mapped = BinaryCodeFieldType.of(context, field);
    // The field itself where this is an alias of it: the comparator refuses another name.
    String name = mapped == null ? field : mapped.name();
    SortField sortField = new SortField(name, distances(context), order == SortOrder.DESC);
    return new SortFieldAndFormat(sortField, DocValueFormat.RAW);
  }

  @Override
  public BucketedSort buildBucketedSort(
      QueryShardContext context, int bucketSize, BucketedSort.ExtraData extra) throws IOException {
    return distances(context)
        .newBucketedSort(context.bigArrays(), order, DocValueFormat.RAW, bucketSize, extra);
  }

  private XFieldComparatorSource distances(QueryShardContext context) throws IOException {
    BinaryCodeFieldType mapped = BinaryCodeFieldType.of(context, field);
    if (mapped == null && !ignoreUnmapped) {
      throw new IllegalArgumentException(
          "["
              + NAME
              + "] sort: field ["
              + field
              + "] is not mapped; allowed is a field of type ["
              + BinaryCodeFieldMapper.CONTENT_TYPE
              + "], or set [ignore_unmapped]");
    }
    DistanceFieldData data =
        mapped == null
            ? new DistanceFieldData(field, new byte[0])
            : new DistanceFieldData(mapped.name(), code.of(mapped));
    boolean farthest = mode == null ? order == SortOrder.DESC : mode == SortMode.MAX;
    Nested inner = nested == null ? null : resolveNested(context, nested);
    XFieldComparatorSource source =
        new LongValuesComparatorSource(
            data, missing, farthest ? MultiValueMode.MAX : MultiValueMode.MIN, inner);
    source.disableSkipping(); // there are no points of distances
    return source;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject().startObject(NAME);
    builder.field(FIELD.getPreferredName(), field);
    builder.field(CODE.getPreferredName(), code);
    builder.field(ORDER_FIELD.getPreferredName(), order);
    builder.field(MISSING.getPreferredName(), missing);
    if (mode != null) {
      builder.field(MODE.getPreferredName(), mode);
    }
    if (nested != null) {
      builder.field(NestedSortBuilder.NESTED_FIELD.getPreferredName(), nested);
    }
    builder.field(IGNORE_UNMAPPED.getPreferredName(), ignoreUnmapped);
    return builder.endObject().endObject();
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DistanceSortBuilder that
        && field.equals(that.field)
        && code.equals(that.code)
        && order == that.order
        && missing.equals(that.missing)
        && mode == that.mode
        && Objects.equals(nested, that.nested)
        && ignoreUnmapped == that.ignoreUnmapped;
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, code, order, missing, mode, nested, ignoreUnmapped);
  }
}
