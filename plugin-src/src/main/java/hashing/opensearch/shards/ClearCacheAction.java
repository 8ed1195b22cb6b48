package hashing.opensearch.shards;

import org.opensearch.action.ActionType;

/** Forgets what nodes keep for searches of some indices. */
public final class ClearCacheAction extends ActionType<ShardsResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/clear_cache";
  public static final ClearCacheAction INSTANCE = new ClearCacheAction();

  private ClearCacheAction() {
    super(NAME, ShardsResponse::new);
  }
}
