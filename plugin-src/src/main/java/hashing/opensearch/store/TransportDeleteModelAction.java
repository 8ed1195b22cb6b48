package hashing.opensearch.store;

import hashing.opensearch.model.ModelDetails;
import hashing.opensearch.model.ModelRegistry;
import hashing.store.ModelName;
import java.io.IOException;
import java.util.List;
import org.opensearch.action.support.ActionFilters;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;
import org.opensearch.action.support.clustermanager.TransportClusterManagerNodeAction;
import org.opensearch.cluster.AckedClusterStateUpdateTask;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.block.ClusterBlockException;
import org.opensearch.cluster.block.ClusterBlockLevel;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.inject.Inject;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.TransportService;

/**
 * Deletes a model, on the cluster manager: whether something uses it is decided under the state
 * that the update is made from, so a mapping or a pipeline is either seen or comes after.
 */
public final class TransportDeleteModelAction
    extends TransportClusterManagerNodeAction<DeleteModelRequest, AcknowledgedResponse> {
  private final ModelStore store;
  private final ModelRegistry models;

  /** Called by OpenSearch. */
  @Inject
  public TransportDeleteModelAction(
      TransportService transport,
      ClusterService cluster,
      ThreadPool pool,
      ActionFilters filters,
      IndexNameExpressionResolver resolver,
      ModelRegistry models,
      ModelStore store) {
    super(
        DeleteModelAction.NAME,
        transport,
        cluster,
        pool,
        filters,
        DeleteModelRequest::new,
        resolver);
    this.models = models;
    this.store = store;
  }

  @Override
  protected String executor() {
    return ThreadPool.Names.SAME;
  }

  @Override
  protected AcknowledgedResponse read(StreamInput in) throws IOException {
    return new AcknowledgedResponse(in);
  }

  @Override
  protected ClusterBlockException checkBlock(DeleteModelRequest request, ClusterState state) {
    return state.blocks().indexBlockedException(ClusterBlockLevel.METADATA_WRITE, ModelIndex.NAME);
  }

  @Override
  protected void clusterManagerOperation(
      DeleteModelRequest request,
      ClusterState state,
      ActionListener<AcknowledgedResponse> listener) {
    ModelName name = ModelName.parse(request.id());
    Catalogue catalogue = Catalogue.of(state);
    if (catalogue.get(name).isEmpty()) {
      refuseOthers(name, catalogue);
    }
    clusterService.submitStateUpdateTask(
        "delete-hashing-model [" + name + "]", new Task(name, request, listener));
  }

  /** Says why something that is not stored under that very name is not deleted. */
  private void refuseOthers(ModelName name, Catalogue catalogue) {
    List<ModelName> versions = catalogue.models().keySet().stream().filter(name::matches).toList();
    if (!versions.isEmpty()) {
      throw new IllegalArgumentException(
          "[id] found [" + name + "] without a version, allowed is one of " + versions);
    }
    models
        .find(name.toString())
        .filter(model -> model.details().source() != ModelDetails.Source.STORED)
        .ifPresent(model -> {
          boolean builtIn = model.details().source() == ModelDetails.Source.BUILT_IN;
          throw new IllegalArgumentException(
              "[id] found ["
                  + model.name()
                  + "], which "
                  + (builtIn
                      ? "is built in"
                      : "is a file in a node's folder of models; remove that file")
                  + "; allowed are models of the cluster");
        });
  }

  /** The change itself. */
  private final class Task extends AckedClusterStateUpdateTask<AcknowledgedResponse> {
    private final ModelName name;
    private StoredModel deleted;

    Task(
        ModelName name, DeleteModelRequest request, ActionListener<AcknowledgedResponse> listener) {
      super(request, listener);
      this.name = name;
    }

    @Override
    public ClusterState execute(ClusterState state) {
      Catalogue catalogue = Catalogue.of(state);
      deleted = CatalogueChanges.existing(catalogue, name);
      CatalogueChanges.checkDelete(catalogue, deleted, ModelUses.of(state));
      return Catalogue.without(state, name);
    }

    @Override
    public void clusterStateProcessed(String source, ClusterState before, ClusterState after) {
      store.packages().delete(deleted);
    }

    @Override
    protected AcknowledgedResponse newResponse(boolean acknowledged) {
      return new AcknowledgedResponse(acknowledged);
    }
  }
}
