package hashing.opensearch.signature;

import org.opensearch.action.ActionType;

/** Lists keys of one-time signatures, without the keys themselves. */
public final class GetKeysAction extends ActionType<SignatureResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/keys/get";
  public static final GetKeysAction INSTANCE = new GetKeysAction();

  private GetKeysAction() {
    super(NAME, SignatureResponse::new);
  }
}
