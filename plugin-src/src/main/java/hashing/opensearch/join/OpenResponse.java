package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** What a shard keeps for a join. */
final class OpenResponse extends ActionResponse {
  private final int bitCount;
  private final int codes;
  private final long documents;

  /**
   * @param codes distinct codes that the caller sees
   * @param documents with these codes
   */
  OpenResponse(int bitCount, int codes, long documents) {
    this.bitCount = bitCount;
    this.codes = codes;
    this.documents = documents;
  }

  OpenResponse(StreamInput in) throws IOException {
    super(in);
    bitCount = in.readVInt();
    codes = in.readVInt();
    documents = in.readVLong();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVInt(bitCount);
    out.writeVInt(codes);
    out.writeVLong(documents);
  }

  int bitCount() {
    return bitCount;
  }

  int codes() {
    return codes;
  }

  long documents() {
    return documents;
  }
}
