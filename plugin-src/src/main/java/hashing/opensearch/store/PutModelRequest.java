package hashing.opensearch.store;

import static org.opensearch.action.ValidateActions.addValidationError;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** A package, and the name that it is to have. */
public final class PutModelRequest extends ActionRequest {
  private final String id;
  private final byte[] file;

  /**
   * @param id with the package's version or without
   * @param file the package, which nobody changes
   */
  public PutModelRequest(String id, byte[] file) {
    this.id = id;
    this.file = file;
  }

  PutModelRequest(StreamInput in) throws IOException {
    super(in);
    id = in.readString();
    file = in.readByteArray();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(id);
    out.writeByteArray(file);
  }

  String id() {
    return id;
  }

  byte[] file() {
    return file;
  }

  @Override
  public ActionRequestValidationException validate() {
    return file.length == 0
        ? addValidationError("the body is empty, needed is a model package, a zip file", null)
        : null;
  }

  @Override
  public String getDescription() {
    return "model[" + id + "], bytes[" + file.length + "]";
  }
}
