package hashing.opensearch.join;

import java.io.IOException;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Distinct codes that follow one another in a shard's part, on their way to other shards. */
final class CodeBatch extends ActionResponse {
  private final int first;
  private final byte[] codes;
  private final int[] documents;

  /**
   * @param first ordinal of the first code
   * @param codes one behind the other
   * @param documents with each code
   */
  CodeBatch(int first, byte[] codes, int[] documents) {
    this.first = first;
    this.codes = codes;
    this.documents = documents;
  }

  CodeBatch(StreamInput in) throws IOException {
    super(in);
    first = in.readVInt();
    codes = in.readByteArray();
    documents = in.readVIntArray();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVInt(first);
    out.writeByteArray(codes);
    out.writeVIntArray(documents);
  }

  int first() {
    return first;
  }

  int count() {
    return documents.length;
  }

  byte[] codes() {
    return codes;
  }

  /** Documents with a code, by its place in the batch. */
  int documents(int row) {
    return documents[row];
  }
}
