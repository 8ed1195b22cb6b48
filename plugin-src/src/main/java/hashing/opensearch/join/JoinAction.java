package hashing.opensearch.join;

import org.opensearch.action.ActionType;

/**
 * Joins documents by their codes. Named as a read of documents, so that rules on documents and
 * fields hold; rows go to a destination with the caller's own rights.
 */
public final class JoinAction extends ActionType<JoinResponse> {
  public static final String NAME = "indices:data/read/hashing/join";
  public static final JoinAction INSTANCE = new JoinAction();

  private JoinAction() {
    super(NAME, JoinResponse::new);
  }
}
