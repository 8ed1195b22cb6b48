package hashing.opensearch.shards;

import org.opensearch.action.ActionType;

/** Reads and verifies all code files of some indices. */
public final class WarmupAction extends ActionType<ShardsResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/warmup";
  public static final WarmupAction INSTANCE = new WarmupAction();

  private WarmupAction() {
    super(NAME, ShardsResponse::new);
  }
}
