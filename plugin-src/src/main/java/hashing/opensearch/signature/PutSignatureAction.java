package hashing.opensearch.signature;

import org.opensearch.action.ActionType;

/** Keeps a detached signature of a package. */
public final class PutSignatureAction extends ActionType<SignatureResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/signatures/put";
  public static final PutSignatureAction INSTANCE = new PutSignatureAction();

  private PutSignatureAction() {
    super(NAME, SignatureResponse::new);
  }
}
