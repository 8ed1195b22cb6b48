package hashing.opensearch.signature;

import org.opensearch.action.ActionType;

/** Removes keys of one-time signatures from the cluster. */
public final class DeleteKeysAction extends ActionType<SignatureResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/keys/delete";
  public static final DeleteKeysAction INSTANCE = new DeleteKeysAction();

  private DeleteKeysAction() {
    super(NAME, SignatureResponse::new);
  }
}
