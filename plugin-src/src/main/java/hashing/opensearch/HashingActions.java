package hashing.opensearch;

import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.TransportEncodeAction;
import hashing.opensearch.join.JoinAction;
import hashing.opensearch.join.PageAction;
import hashing.opensearch.join.SearchBatchAction;
import hashing.opensearch.join.TransportJoinAction;
import hashing.opensearch.join.TransportPageAction;
import hashing.opensearch.join.TransportSearchBatchAction;
import hashing.opensearch.radius.RadiusAction;
import hashing.opensearch.radius.TransportRadiusAction;
import hashing.opensearch.shards.ClearCacheAction;
import hashing.opensearch.shards.FieldsAction;
import hashing.opensearch.shards.TransportClearCacheAction;
import hashing.opensearch.shards.TransportFieldsAction;
import hashing.opensearch.shards.TransportWarmupAction;
import hashing.opensearch.shards.WarmupAction;
import hashing.opensearch.stats.StatsAction;
import hashing.opensearch.stats.TransportStatsAction;
import java.util.List;
import org.opensearch.action.ActionRequest;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.plugins.ActionPlugin.ActionHandler;

/** The plugin's actions and what carries them out. */
final class HashingActions {

  private HashingActions() {}

  static List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> all() {
    return List.of(
        new ActionHandler<>(RadiusAction.INSTANCE, TransportRadiusAction.class),
        new ActionHandler<>(JoinAction.INSTANCE, TransportJoinAction.class),
        new ActionHandler<>(PageAction.INSTANCE, TransportPageAction.class),
        new ActionHandler<>(SearchBatchAction.INSTANCE, TransportSearchBatchAction.class),
        new ActionHandler<>(EncodeAction.INSTANCE, TransportEncodeAction.class),
        new ActionHandler<>(StatsAction.INSTANCE, TransportStatsAction.class),
        new ActionHandler<>(WarmupAction.INSTANCE, TransportWarmupAction.class),
        new ActionHandler<>(ClearCacheAction.INSTANCE, TransportClearCacheAction.class),
        new ActionHandler<>(FieldsAction.INSTANCE, TransportFieldsAction.class));
  }
}
