package hashing.opensearch.aggregation;

import hashing.code.CodeFormat;
import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What groups a request wants.
 *
 * @param field for messages
 * @param format how the field writes codes, null where no index has it
 * @param maxDistance bits from one code of a chain to the next, at most
 * @param size groups returned
 * @param minGroupSize documents of a group, at least
 */
record GroupLimits(String field, CodeFormat format, int maxDistance, int size, int minGroupSize)
    implements Writeable {

  GroupLimits(StreamInput in) throws IOException {
    this(
        in.readString(),
        in.readBoolean() ? in.readEnum(CodeFormat.class) : null,
        in.readVInt(),
        in.readVInt(),
        in.readVInt());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(field);
    out.writeBoolean(format != null);
    if (format != null) {
      out.writeEnum(format);
    }
    out.writeVInt(maxDistance);
    out.writeVInt(size);
    out.writeVInt(minGroupSize);
  }

  /** Refuses a request. */
  IllegalArgumentException refusal(String name, String reason) {
    return new IllegalArgumentException(
        "["
            + NearDuplicatesAggregationBuilder.NAME
            + "] aggregation ["
            + name
            + "] on field ["
            + field
            + "]: "
            + reason);
  }

  /** Refuses more codes than can be grouped. */
  void checkCount(String name, long count, int bitCount) {
    int allowed = CodeCounts.maxCount(bitCount);
    if (count > allowed) {
      throw refusal(
          name,
          "the query matches documents with at least "
              + count
              + " distinct codes of "
              + bitCount
              + " bits, allowed are "
              + allowed
              + "; narrow the query");
    }
  }

  /**
   * Refuses codes of shards that together, one of several shards counted in each, fill an array.
   */
  void checkSum(String name, long count, int bitCount) {
    long allowed = CodeCounts.maxSum(bitCount);
    if (count > allowed) {
      throw refusal(
          name,
          "shards found "
              + count
              + " codes of "
              + bitCount
              + " bits, allowed at once are "
              + allowed
              + "; narrow the query, or lower [batched_reduce_size]");
    }
  }
}
