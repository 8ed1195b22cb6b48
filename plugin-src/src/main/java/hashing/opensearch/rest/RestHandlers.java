package hashing.opensearch.rest;

import java.util.List;
import java.util.stream.Stream;
import org.opensearch.rest.RestHandler;

/** All handlers of the plugin. */
public final class RestHandlers {

  private RestHandlers() {}

  /** One of each. */
  public static List<RestHandler> all() {
    return Stream.concat(node().stream(), RestSignaturesAction.all().stream()).toList();
  }

  private static List<RestHandler> node() {
    return List.of(
        new RestJoinAction(),
        new RestSearchBatchAction(),
        new RestRadiusAction(),
        new RestEncodeAction(),
        new RestEquivalentAction(),
        new RestModelsAction(),
        new RestStatsAction(),
        RestShardsAction.warmup(),
        RestShardsAction.clearCache(),
        new RestCatHashingAction());
  }
}
