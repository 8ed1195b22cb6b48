package hashing.opensearch.signature;

import java.io.IOException;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;

/** What an action on signatures is about, and a JSON body for it. */
public final class SignatureRequest extends ActionRequest {
  private final String name;
  private final byte[] body;

  /**
   * @param name of a model, or SHA-256 of a package, or empty
   * @param body which may be empty; nobody changes it
   */
  public SignatureRequest(String name, byte[] body) {
    this.name = name;
    this.body = body;
  }

  SignatureRequest(StreamInput in) throws IOException {
    super(in);
    name = in.readString();
    body = in.readByteArray();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(name);
    out.writeByteArray(body);
  }

  String name() {
    return name;
  }

  byte[] body() {
    return body;
  }

  @Override
  public ActionRequestValidationException validate() {
    return null;
  }

  /** Without the body, which may have keys. */
  @Override
  public String getDescription() {
    return "name[" + name + "], bytes[" + body.length + "]";
  }
}
