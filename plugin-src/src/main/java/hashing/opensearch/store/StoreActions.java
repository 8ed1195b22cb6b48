package hashing.opensearch.store;

import java.util.List;
import org.opensearch.action.ActionRequest;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.plugins.ActionPlugin.ActionHandler;

/** The actions on the cluster's models and what carries them out. */
public final class StoreActions {

  private StoreActions() {}

  /** For the node's registration. */
  public static List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> all() {
    return List.of(
        new ActionHandler<>(PutModelAction.INSTANCE, TransportPutModelAction.class),
        new ActionHandler<>(GetModelsAction.INSTANCE, TransportGetModelsAction.class),
        new ActionHandler<>(DeleteModelAction.INSTANCE, TransportDeleteModelAction.class),
        new ActionHandler<>(PublishModelAction.INSTANCE, TransportPublishModelAction.class));
  }
}
