package hashing.opensearch.encode;

import org.opensearch.action.ActionType;

/**
 * Encodes inputs by a model of the node that is asked. Named as an action on the cluster, as it
 * reads no index; who may call it learns codes of his own inputs alone.
 */
public final class EncodeAction extends ActionType<EncodeResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/models/encode";
  public static final EncodeAction INSTANCE = new EncodeAction();

  private EncodeAction() {
    super(NAME, EncodeResponse::new);
  }
}
