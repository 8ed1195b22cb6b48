package hashing.opensearch.encode;

import static org.opensearch.action.ValidateActions.addValidationError;

import hashing.encode.InputKind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;

/** Inputs of one kind for one model. */
public final class EncodeRequest extends ActionRequest {
  private final String modelId;
  private final InputKind kind;
  private final List<Object> inputs;

  /**
   * @param inputs as JSON has them; what does not fit the kind is answered by itself
   */
  public EncodeRequest(String modelId, InputKind kind, List<?> inputs) {
    this.modelId = modelId;
    this.kind = kind;
    this.inputs = List.copyOf(inputs);
  }

  EncodeRequest(StreamInput in) throws IOException {
    super(in);
    modelId = in.readString();
    kind = in.readEnum(InputKind.class);
    inputs = in.readList(StreamInput::readGenericValue);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(modelId);
    out.writeEnum(kind);
    out.writeCollection(inputs, StreamOutput::writeGenericValue);
  }

  /**
   * The request of a JSON body, which has one of {@code texts}, {@code images} and {@code vectors}.
   *
   * @throws IllegalArgumentException for any other body
   */
  public static EncodeRequest of(String modelId, Map<String, Object> body) {
    if (body.size() != 1) {
      throw refusal("parameters " + body.keySet());
    }
    Map.Entry<String, Object> only = body.entrySet().iterator().next();
    for (InputKind kind : InputKind.values()) {
      if (parameter(kind).equals(only.getKey())) {
        if (only.getValue() instanceof List<?> inputs
            && inputs.stream().noneMatch(Objects::isNull)) {
          return new EncodeRequest(modelId, kind, inputs);
        }
        throw refusal("[" + only.getKey() + "] with what is no array, or has null in it");
      }
    }
    throw refusal("parameter [" + only.getKey() + "]");
  }

  private static IllegalArgumentException refusal(String found) {
    return new IllegalArgumentException(
        "[_encode] found "
            + found
            + ", allowed is an array as one of [texts], [images] (base64 or data: URLs) and"
            + " [vectors]");
  }

  /** The parameter for a kind of input. */
  static String parameter(InputKind kind) {
    return kind.name().toLowerCase(Locale.ROOT) + "s";
  }

  public String modelId() {
    return modelId;
  }

  public InputKind kind() {
    return kind;
  }

  public List<Object> inputs() {
    return inputs;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    String description = "model[" + modelId + "], inputs[" + inputs.size() + "]";
    return new CancellableTask(id, type, action, description, parent, headers) {
      @Override
      public boolean shouldCancelChildrenOnCancellation() {
        return false; // it has none
      }
    };
  }

  @Override
  public ActionRequestValidationException validate() {
    return inputs.isEmpty()
        ? addValidationError("[" + parameter(kind) + "] is empty, nothing to encode", null)
        : null;
  }
}
