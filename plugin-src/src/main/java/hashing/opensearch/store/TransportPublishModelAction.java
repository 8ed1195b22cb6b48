package hashing.opensearch.store;

import java.io.IOException;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.clustermanager.TransportClusterManagerNodeAction;
import org.opensearch.cluster.AckedClusterStateUpdateTask;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.cluster.block.ClusterBlockLevel;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/**
 * Lists a model, on the cluster manager: decided under the state that the update is made from, so
 * that of uploads of one name the last one listed is the model, whole, and no mapping that needs
 * another can come between.
 */
public final class TransportPublishModelAction
    extends TransportClusterManagerNodeAction<PublishModelRequest, PublishModelResponse> {

  /** Called by OpenSearch. */
  @Inject
  public TransportPublishModelAction(
      TransportService transport,
      ClusterService cluster,
      ThreadPool pool,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(
        PublishModelAction.NAME,
        transport,
        cluster,
        pool,
        filters,
        PublishModelRequest::new,
        resolver);
  }

  @Override
  protected String executor() {
    return ThreadPool.Names.SAME;
  }

  @Override
  protected PublishModelResponse read(StreamInput in) throws IOException {
    return new PublishModelResponse(in);
  }

  @Override
  protected ClusterBlockException checkBlock(PublishModelRequest request, ClusterState state) {
    return state.blocks().indexBlockedException(ClusterBlockLevel.METADATA_WRITE, ModelIndex.NAME);
  }

  @Override
  protected void clusterManagerOperation(
      PublishModelRequest request,
      ClusterState state,
      ActionListener<PublishModelResponse> listener) {
    clusterService.submitStateUpdateTask(
        "put-hashing-model [" + request.model().name() + "]", new Task(request, listener));
  }

  /** The change itself. */
  private static final class Task extends AckedClusterStateUpdateTask<PublishModelResponse> {
    private final PublishModelRequest request;
    private StoredModel previous;

    Task(PublishModelRequest request, ActionListener<PublishModelResponse> listener) {
      super(request, listener);
      this.request = request;
    }

    @Override
    public ClusterState execute(ClusterState state) {
      StoredModel model = request.model();
      IndexMetadata index = ModelIndex.metadata(state);
      if (index == null || !index.getIndexUUID().equals(request.indexUuid())) {
        throw new OpenSearchStatusException(
            "index [{}] was deleted while model [{}] was uploaded; upload it again",
            RestStatus.CONFLICT,
            ModelIndex.NAME,
            model.name());
      }
      Catalogue catalogue = Catalogue.of(index);
      CatalogueChanges.checkPut(catalogue, model, ModelUses.of(state));
      // The same upload where a cluster manager was lost and another is asked again.
      previous =
          catalogue
              .get(model.name())
              .filter(listed -> !listed.upload().equals(model.upload()))
              .orElse(null);
      return Catalogue.with(state, model);
    }

    @Override
    protected PublishModelResponse newResponse(boolean acknowledged) {
      return new PublishModelResponse(acknowledged, previous);
    }
  }
}
