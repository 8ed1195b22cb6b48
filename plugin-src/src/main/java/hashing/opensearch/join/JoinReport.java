package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * What a join found.
 *
 * @param run id that every row carries which was written to an index
 * @param documents of the left side
 * @param codes distinct ones of each shard of the left side
 * @param products of codes
 * @param pairs found at each distance; null where there are groups
 * @param written pairs that are in the rows
 * @param groups null where there are none
 * @param rows handed over
 * @param destination index they are in, null where they were fetched
 */
record JoinReport(
    String run,
    long tookMillis,
    long documents,
    long codes,
    Products products,
    long[] pairs,
    long written,
    Groups groups,
    long rows,
    String destination)
    implements Writeable, ToXContentFragment {

  /**
   * Pairs of codes that were met in buckets, one met in several counting several times, or compared
   * where all were.
   *
   * @param predicted by the plan
   */
  record Products(long predicted, long done) implements Writeable {
    Products(StreamInput in) throws IOException {
      this(in.readVLong(), in.readVLong());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeVLong(predicted);
      out.writeVLong(done);
    }
  }

  /**
   * Groups of at least two documents.
   *
   * @param documents in all of them
   * @param largest documents in the largest
   */
  record Groups(long count, long documents, long largest) implements Writeable {
    Groups(StreamInput in) throws IOException {
      this(in.readVLong(), in.readVLong(), in.readVLong());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeVLong(count);
      out.writeVLong(documents);
      out.writeVLong(largest);
    }
  }

  JoinReport(StreamInput in) throws IOException {
    this(
        in.readString(),
        in.readVLong(),
        in.readVLong(),
        in.readVLong(),
        new Products(in),
        in.readBoolean() ? in.readVLongArray() : null,
        in.readVLong(),
        in.readOptionalWriteable(Groups::new),
        in.readVLong(),
        in.readOptionalString());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(run);
    out.writeVLong(tookMillis);
    out.writeVLong(documents);
    out.writeVLong(codes);
    products.writeTo(out);
    out.writeBoolean(pairs != null);
    if (pairs != null) {
      out.writeVLongArray(pairs);
    }
    out.writeVLong(written);
    out.writeOptionalWriteable(groups);
    out.writeVLong(rows);
    out.writeOptionalString(destination);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.field("run", run).field("complete", true).field("took", tookMillis);
    json.field("documents", documents).field("codes", codes);
    json.startObject("products").field("predicted", products.predicted());
    json.field("done", products.done()).endObject();
    if (pairs != null) {
      writePairs(json);
    }
    if (groups != null) {
      json.startObject("groups").field("count", groups.count());
      json.field("documents", groups.documents()).field("largest", groups.largest()).endObject();
    }
    json.field("rows", rows);
    if (destination != null) {
      json.startObject("destination").field("index", destination).endObject();
    }
    return json;
  }

  private void writePairs(XContentBuilder json) throws IOException {
    long found = 0;
    json.startObject("pairs").startArray("by_distance");
    for (int distance = 0; distance < pairs.length; distance++) {
      found += pairs[distance];
      if (pairs[distance] > 0) {
        json.startObject().field("distance", distance).field("count", pairs[distance]).endObject();
      }
    }
    json.endArray().field("found", found).field("written", written);
    json.field("cut", found - written);
    if (found > written) {
      json.field(
          "reason",
          "[max_pairs] cut "
              + (found - written)
              + " of "
              + found
              + " pairs, whatever their distance; a smaller [radius] or [k], a [filter] or [as]:"
              + " [groups] gives fewer rows");
    }
    json.endObject();
  }
}
