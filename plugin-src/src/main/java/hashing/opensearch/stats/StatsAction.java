package hashing.opensearch.stats;

import org.opensearch.action.ActionType;

/** Gathers the counters of nodes. */
public final class StatsAction extends ActionType<StatsResponse> {
  public static final String NAME = "cluster:admin/opensearch/hashing/stats";
  public static final StatsAction INSTANCE = new StatsAction();

  private StatsAction() {
    super(NAME, StatsResponse::new);
  }
}
