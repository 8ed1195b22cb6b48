package hashing.opensearch.rest;

import java.util.List;
import org.opensearch.rest.RestHandler;

/** All handlers of the plugin. */
public final class RestHandlers {

  private RestHandlers() {}

  /** One of each. */
  public static List<RestHandler> all() {
    return List.of(
        new RestJoinAction(),
        new RestSearchBatchAction(),
        new RestRadiusAction(),
        new RestEncodeAction(),
        new RestStatsAction(),
        RestShardsAction.warmup(),
        RestShardsAction.clearCache(),
        new RestCatHashingAction());
  }
}
