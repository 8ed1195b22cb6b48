package hashing.opensearch.shards;

import org.opensearch.action.ActionType;

/**
 * Counts what the code fields of some indices hold. Named as an action on the cluster: its counts
 * have hidden documents in them.
 */
public final class FieldsAction extends ActionType<FieldsResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/fields";
  public static final FieldsAction INSTANCE = new FieldsAction();

  private FieldsAction() {
    super(NAME, FieldsResponse::new);
  }
}
