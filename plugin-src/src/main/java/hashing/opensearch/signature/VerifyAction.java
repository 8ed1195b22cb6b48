package hashing.opensearch.signature;

import org.opensearch.action.ActionType;

/** Verifies a model's signatures, or takes this cluster's next step in that. */
public final class VerifyAction extends ActionType<SignatureResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/models/verify";
  public static final VerifyAction INSTANCE = new VerifyAction();

  private VerifyAction() {
    super(NAME, SignatureResponse::new);
  }
}
