package hashing.opensearch.fingerprint;

import java.io.IOException;
import java.util.Map;
import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionRequestValidationException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;
import org.opensearch.tasks.Task;

/** The name of a model. */
public final class EquivalentRequest extends ActionRequest {
  private final String modelId;

  public EquivalentRequest(String modelId) {
    this.modelId = modelId;
  }

  EquivalentRequest(StreamInput in) throws IOException {
    super(in);
    modelId = in.readString();
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    super.writeTo(out);
    out.writeString(modelId);
  }

  String modelId() {
    return modelId;
  }

  @Override
  public Task createTask(
      long id, String type, String action, TaskId parent, Map<String, String> headers) {
    return new CancellableTask(id, type, action, "model[" + modelId + "]", parent, headers) {
      @Override
      public boolean shouldCancelChildrenOnCancellation() {
        return false; // it has none
      }
    };
  }

  @Override
  public ActionRequestValidationException validate() {
    return null;
  }
}
