package hashing.opensearch.signature;

import org.opensearch.action.ActionType;

/** Takes keys of one-time signatures into the cluster. */
public final class ImportKeysAction extends ActionType<SignatureResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/keys/import";
  public static final ImportKeysAction INSTANCE = new ImportKeysAction();

  private ImportKeysAction() {
    super(NAME, SignatureResponse::new);
  }
}
