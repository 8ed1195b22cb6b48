package hashing.opensearch.shards;

import java.io.IOException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What one code field holds in one copy of a shard.
 *
 * @param documents with a code, deleted ones that no merge has removed yet among them
 * @param unique distinct codes, summed over segments; codes in another format count each
 * @param tables of all segments
 * @param bytes in files
 */
public record FieldSize(
    String field, int bits, int segments, long documents, long unique, int tables, long bytes)
    implements Writeable {

  FieldSize(StreamInput in) throws IOException {
    this(
        in.readString(),
        in.readVInt(),
        in.readVInt(),
        in.readVLong(),
        in.readVLong(),
        in.readVInt(),
        in.readVLong());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(field);
    out.writeVInt(bits);
    out.writeVInt(segments);
    out.writeVLong(documents);
    out.writeVLong(unique);
    out.writeVInt(tables);
    out.writeVLong(bytes);
  }

  /** Both together. */
  FieldSize plus(FieldSize other) {
    return new FieldSize(
        field,
        bits,
        segments + other.segments,
        documents + other.documents,
        unique + other.unique,
        tables + other.tables,
        bytes + other.bytes);
  }
}
