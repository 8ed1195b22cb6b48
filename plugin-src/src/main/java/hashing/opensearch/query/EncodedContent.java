package hashing.opensearch.query;

import hashing.encode.Encoding;
import hashing.opensearch.model.EncodedBatch;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;

/**
 * What a model made of a query's content.
 *
 * @param model by the name that the query or the mapping has
 * @param relaxed the numbers whose signs the code is; null where they were not asked for or the
 *     model has none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content
record EncodedContent(String model, byte[] code, float[] relaxed) implements Writeable {

  EncodedContent(StreamInput in) throws IOException {
    this(in.readString(), in.readByteArray(), in.readBoolean() ? in.readFloatArray() : null);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(model);
    out.writeByteArray(code);
    out.writeBoolean(relaxed != null);
    if (relaxed != null) {
      out.writeFloatArray(relaxed);
    }
  }

  /**
   * The one code of a batch.
   *
   * @throws IllegalArgumentException if the model refused the content
   */
  static EncodedContent of(String model, String field, Target.Content content, EncodedBatch batch) {
    return switch (batch.encodings().getFirst()) {
      case Encoding.Encoded encoded -> new EncodedContent(model, encoded.code(), batch.relaxed());
      case Encoding.Refused(String reason) ->
          throw failure(
              field,
              "has a [" + content.parameter() + "] that model [" + model + "] refuses: " + reason);
    };
  }

  static IllegalArgumentException failure(String field, String reason) {
    return new IllegalArgumentException("[hamming] query on field [" + field + "] " + reason);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedContent that
        && model.equals(that.model)
        && Arrays.equals(code, that.code)
        && Arrays.equals(relaxed, that.relaxed);
  }

  @Override
  public int hashCode() {
    return Objects.hash(model, Arrays.hashCode(code), Arrays.hashCode(relaxed));
  }
}
