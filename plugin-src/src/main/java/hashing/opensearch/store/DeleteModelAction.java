package hashing.opensearch.store;

import org.opensearch.action.ActionType;
import org.opensearch.action.support.clustermanager.AcknowledgedResponse;

/** Deletes a model of the cluster that nothing uses. */
public final class DeleteModelAction extends ActionType<AcknowledgedResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/models/delete";
  public static final DeleteModelAction INSTANCE = new DeleteModelAction();

  private DeleteModelAction() {
    super(NAME, AcknowledgedResponse::new);
  }
}
