package hashing.join;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.apache.lucene.search.TaskExecutor;

/** Runs a join's tasks: the calling thread all that no other has taken up. */
final class JoinTasks {

  private JoinTasks() {}

  /** Returns when all have ended; throws what the first one to fail threw. */
  static void run(JoinContext context, List<? extends Callable<Void>> tasks) throws IOException {
    TaskExecutor executor =
        new TaskExecutor(task -> {
          try {
            context.executor().execute(task);
          } catch (RejectedExecutionException e) {
            // The calling thread takes it up.
          }
        });
    executor.invokeAll(List.copyOf(tasks));
  }
}
