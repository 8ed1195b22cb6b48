package hashing.opensearch;

import hashing.opensearch.encode.EncodeAction;
import hashing.opensearch.encode.TransportEncodeAction;
import hashing.opensearch.fingerprint.EquivalentAction;
import hashing.opensearch.fingerprint.TransportEquivalentAction;
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
import hashing.opensearch.signature.SignatureActions;
import hashing.opensearch.stats.StatsAction;
import hashing.opensearch.stats.TransportStatsAction;
import hashing.opensearch.store.StoreActions;
import java.util.List;
import java.util.stream.Stream;
import org.opensearch.action.ActionRequest;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.plugins.ActionPlugin.ActionHandler;

/** The plugin's actions and what carries them out. */
final class HashingActions {

  private HashingActions() {}

  static List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> all() {
    return Stream.of(node(), StoreActions.all(), SignatureActions.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> node() {
    return List.of(
        new ActionHandler<>(RadiusAction.INSTANCE, TransportRadiusAction.class),
        new ActionHandler<>(JoinAction.INSTANCE, TransportJoinAction.class),
        new ActionHandler<>(PageAction.INSTANCE, TransportPageAction.class),
        new ActionHandler<>(SearchBatchAction.INSTANCE, TransportSearchBatchAction.class),
        new ActionHandler<>(EncodeAction.INSTANCE, TransportEncodeAction.class),
        new ActionHandler<>(EquivalentAction.INSTANCE, TransportEquivalentAction.class),
        new ActionHandler<>(StatsAction.INSTANCE, TransportStatsAction.class),
        new ActionHandler<>(WarmupAction.INSTANCE, TransportWarmupAction.class),
        new ActionHandler<>(ClearCacheAction.INSTANCE, TransportClearCacheAction.class),
        new ActionHandler<>(FieldsAction.INSTANCE, TransportFieldsAction.class));
  }
}
