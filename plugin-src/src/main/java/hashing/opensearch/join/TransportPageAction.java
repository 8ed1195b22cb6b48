package hashing.opensearch.join;

import org.opensearch.action.ActionListenerResponseHandler;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.HandledTransportAction;
import org.opensearch.cluster.node.DiscoveryNode;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.tasks.Task;
import org.opensearch.transport.TransportRequestOptions;
import org.opensearch.transport.TransportService;

/** Asks the node that runs the join, which the cursor names. */
public final class TransportPageAction extends HandledTransportAction<PageRequest, JoinResponse> {
  private final ClusterService cluster;
  private final TransportService transport;

  /** Called by OpenSearch. */
  @Inject
  public TransportPageAction(
      ClusterService cluster, TransportService transport, ActionFilters filters) {
    super(PageAction.NAME, transport, filters, PageRequest::new);
    this.cluster = cluster;
    this.transport = transport;
  }

  @Override
  protected void doExecute(Task task, PageRequest request, ActionListener<JoinResponse> listener) {
    DiscoveryNode node = cluster.state().nodes().get(PagedJoins.node(request.cursor()));
    if (node == null) {
      throw PagedJoins.gone(request.cursor());
    }
    transport.sendChildRequest(
        node,
        JoinPages.FETCH,
        request,
        task,
        TransportRequestOptions.EMPTY,
        new ActionListenerResponseHandler<>(listener, JoinResponse::new));
  }
}
