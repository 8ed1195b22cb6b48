package hashing.opensearch.store;

import org.opensearch.action.ActionRequest;
import org.opensearch.action.ActionType;
import org.opensearch.action.support.ContextPreservingActionListener;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.identity.PluginSubject;
import org.opensearch.transport.client.Client;
import org.opensearch.transport.client.FilterClient;

/**
 * Sends requests as the plugin and not as the user who waits for them, who need not be allowed to
 * read the system index; answers come back in the user's context.
 */
public final class PluginClient extends FilterClient {
  private volatile PluginSubject subject;

  public PluginClient(Client client) {
    super(client);
  }

  /** Whom the node knows the plugin as; requests before that are sent without a user. */
  public void subject(PluginSubject newSubject) {
    subject = newSubject;
  }

  @Override
  protected <Q extends ActionRequest, A extends ActionResponse> void doExecute(
      ActionType<A> action, Q request, ActionListener<A> listener) {
    ThreadContext context = threadPool().getThreadContext();
    ActionListener<A> answer =
        new ContextPreservingActionListener<>(context.newRestorableContext(false), listener);
    PluginSubject known = subject;
    if (known != null) {
      known.runAs(() -> super.doExecute(action, request, answer));
      return;
    }
    try (ThreadContext.StoredContext _ = context.stashContext()) {
      super.doExecute(action, request, answer);
    }
  }
}
