package hashing.opensearch.signature;

import hashing.opensearch.pool.WorkPool;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.ActionRunnable;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportService;

/** Answers on the plugin's threads of the node that is asked, where it may block. */
abstract class SignatureTransportAction
    extends HandledTransportAction<SignatureRequest, SignatureResponse> {
  private final TransportService transport;

  SignatureTransportAction(String name, TransportService transport, ActionFilters filters) {
    super(name, transport, filters, SignatureRequest::new);
    this.transport = transport;
  }

  @Override
  protected void doExecute(
      Task task, SignatureRequest request, ActionListener<SignatureResponse> listener) {
    transport
        .getThreadPool()
        .executor(WorkPool.NAME)
        .execute(ActionRunnable.supply(listener, () -> answerOrConflict(request)));
  }

  private SignatureResponse answerOrConflict(SignatureRequest request) {
    try {
      return answer(request);
    } catch (IllegalStateException e) {
      throw new OpenSearchStatusException(e.getMessage(), RestStatus.CONFLICT, e);
    }
  }

  /**
   * Blocks.
   *
   * @throws IllegalStateException if it is not that step's turn: 409
   */
  abstract SignatureResponse answer(SignatureRequest request);
}
