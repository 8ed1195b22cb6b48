package hashing.opensearch.join;

import java.util.Map;
import org.opensearch.core.tasks.TaskId;
import org.opensearch.tasks.CancellableTask;

/** A join that runs, with its progress. */
final class JoinTask extends CancellableTask {
  private final JoinProgress progress = new JoinProgress();

  JoinTask(
      long id,
      String type,
      String action,
      String description,
      TaskId parent,
      Map<String, String> headers) {
    super(id, type, action, description, parent, headers);
  }

  JoinProgress progress() {
    return progress;
  }

  @Override
  public JoinStatus getStatus() {
    return progress.status();
  }

  @Override
  public boolean shouldCancelChildrenOnCancellation() {
    return true;
  }
}
