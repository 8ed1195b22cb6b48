package hashing.opensearch.signature;

import org.opensearch.action.ActionType;

/** Shows the detached signatures of a package. */
public final class GetSignaturesAction extends ActionType<SignatureResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/signatures/get";
  public static final GetSignaturesAction INSTANCE = new GetSignaturesAction();

  private GetSignaturesAction() {
    super(NAME, SignatureResponse::new);
  }
}
