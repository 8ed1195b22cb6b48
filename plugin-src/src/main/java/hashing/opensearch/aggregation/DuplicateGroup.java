package hashing.opensearch.aggregation;

import hashing.code.CodeFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.aggregations.InternalMultiBucketAggregation;

/** One group of near duplicates. Its key is its first code, in the field's format. */
final class DuplicateGroup extends InternalMultiBucketAggregation.InternalBucket {
  private final byte[] code;
  private final int bitCount;
  private final CodeFormat format;
  private final int codeCount;
  private final long docCount;
  private final InternalAggregations aggregations;

  DuplicateGroup(
      byte[] code,
      int bitCount,
      CodeFormat format,
      int codeCount,
      long docCount,
      InternalAggregations aggregations) {
    this.code = code;
    this.bitCount = bitCount;
    this.format = format;
    this.codeCount = codeCount;
    this.docCount = docCount;
    this.aggregations = aggregations;
  }

  DuplicateGroup(StreamInput in) throws IOException {
    this(
        in.readByteArray(),
        in.readVInt(),
        in.readEnum(CodeFormat.class),
        in.readVInt(),
        in.readVLong(),
        InternalAggregations.readFrom(in));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeByteArray(code);
    out.writeVInt(bitCount);
    out.writeEnum(format);
    out.writeVInt(codeCount);
    out.writeVLong(docCount);
    aggregations.writeTo(out);
  }

  DuplicateGroup with(InternalAggregations others) {
    return new DuplicateGroup(code, bitCount, format, codeCount, docCount, others);
  }

  @Override
  public Object getKey() {
    return getKeyAsString();
  }

  @Override
  public String getKeyAsString() {
    return format.format(code, bitCount);
  }

  @Override
  public long getDocCount() {
    return docCount;
  }

  /** Distinct codes. */
  int codeCount() {
    return codeCount;
  }

  @Override
  public InternalAggregations getAggregations() {
    return aggregations;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    builder.startObject();
    builder.field("key", getKeyAsString());
    builder.field("doc_count", docCount);
    builder.field("code_count", codeCount);
    aggregations.toXContentInternal(builder, params);
    return builder.endObject();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DuplicateGroup that
        && Arrays.equals(code, that.code)
        && bitCount == that.bitCount
        && format == that.format
        && codeCount == that.codeCount
        && docCount == that.docCount
        && aggregations.equals(that.aggregations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(code), bitCount, format, codeCount, docCount, aggregations);
  }
}
