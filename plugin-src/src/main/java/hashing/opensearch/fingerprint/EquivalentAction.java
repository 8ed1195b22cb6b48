package hashing.opensearch.fingerprint;

import org.opensearch.action.ActionType;

/** Finds the models, of those that the asked node has, which compute the same codes as one. */
public final class EquivalentAction extends ActionType<EquivalentResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/models/equivalent";
  public static final EquivalentAction INSTANCE = new EquivalentAction();

  private EquivalentAction() {
    super(NAME, EquivalentResponse::new);
  }
}
