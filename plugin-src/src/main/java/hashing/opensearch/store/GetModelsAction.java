package hashing.opensearch.store;

import org.opensearch.action.ActionType;

/** Describes one model or all, as the node that is asked knows them. */
public final class GetModelsAction extends ActionType<GetModelsResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/models/get";
  public static final GetModelsAction INSTANCE = new GetModelsAction();

  private GetModelsAction() {
    super(NAME, GetModelsResponse::new);
  }
}
