package hashing.opensearch.store;

import org.opensearch.action.ActionType;

/** Stores a model package in the cluster. */
public final class PutModelAction extends ActionType<PutModelResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/models/put";
  public static final PutModelAction INSTANCE = new PutModelAction();

  private PutModelAction() {
    super(NAME, PutModelResponse::new);
  }
}
