package hashing.opensearch.join;

import java.io.IOException;
import java.util.Arrays;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** Documents of a part by their number and id, in the order that was asked for. */
final class DocumentIds extends ActionResponse {
  private final int[] numbers;
  private final String[] ids;

  DocumentIds(int[] numbers, String[] ids) {
    this.numbers = numbers;
    this.ids = ids;
  }

  DocumentIds(StreamInput in) throws IOException {
    super(in);
    numbers = in.readVIntArray();
    ids = in.readStringArray();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVIntArray(numbers);
    out.writeStringArray(ids);
  }

  /** Some that follow one another. */
  DocumentIds slice(int from, int to) {
    return new DocumentIds(
        Arrays.copyOfRange(numbers, from, to), Arrays.copyOfRange(ids, from, to));
  }

  int size() {
    return ids.length;
  }

  int[] numbers() {
    return numbers;
  }

  String[] ids() {
    return ids;
  }
}
