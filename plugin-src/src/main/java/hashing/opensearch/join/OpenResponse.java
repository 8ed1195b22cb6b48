package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** What a shard keeps for a join. */
final class OpenResponse extends ActionResponse {
  private final int bitCount;
  private final String format;
  private final int codes;
  private final long documents;

  /**
   * @param format of the field's codes, as mappings name it
   * @param codes distinct codes that the caller sees, 0 where they were not read
   * @param documents with these codes; where they were not read, at most so many
   */
  OpenResponse(int bitCount, String format, int codes, long documents) {
    this.bitCount = bitCount;
    this.format = format;
    this.codes = codes;
    this.documents = documents;
  }

  OpenResponse(StreamInput in) throws IOException {
    super(in);
    bitCount = in.readVInt();
    format = in.readString();
    codes = in.readVInt();
    documents = in.readVLong();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVInt(bitCount);
    out.writeString(format);
    out.writeVInt(codes);
    out.writeVLong(documents);
  }

  int bitCount() {
    return bitCount;
  }

  String format() {
    return format;
  }

  int codes() {
    return codes;
  }

  long documents() {
    return documents;
  }

  /** Matches of a batch's codes with documents here, where so many of each are asked for. */
  long mostMatches(CodeBatch batch, int limit) {
    return batch.count() * Math.min(limit, documents);
  }
}
