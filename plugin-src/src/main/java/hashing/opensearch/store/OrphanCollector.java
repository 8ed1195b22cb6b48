package hashing.opensearch.store;

import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.opensearch.action.bulk.BulkRequest;
import org.opensearch.action.delete.DeleteRequest;
import org.opensearch.action.search.SearchRequest;
import org.opensearch.action.search.SearchResponse;
import org.opensearch.cluster.LocalNodeClusterManagerListener;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryBuilder;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.search.SearchHit;
import org.opensearch.search.builder.SearchSourceBuilder;
import org.opensearch.threadpool.Scheduler.Cancellable;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;

/**
 * Removes what uploads left behind that were cut off, by the end of a node mostly: documents of
 * uploads that are not listed and a day old, so that none is under way, whatever nodes' clocks say.
 * Every hour on the cluster manager.
 */
final class OrphanCollector implements LocalNodeClusterManagerListener {
  private static final Logger LOG = LogManager.getLogger(OrphanCollector.class);
  private static final TimeValue INTERVAL = TimeValue.timeValueHours(1);
  private static final TimeValue GRACE = TimeValue.timeValueDays(1);
  private static final int BATCH = 1000;

  private final Client client;
  private final ClusterService cluster;
  private final ThreadPool pool;
  private Cancellable schedule; // of the cluster state's thread alone

  OrphanCollector(Client client, ClusterService cluster, ThreadPool pool) {
    this.client = client;
    this.cluster = cluster;
    this.pool = pool;
  }

  @Override
  public void onClusterManager() {
    schedule =
        pool.scheduleWithFixedDelay(
            () ->
                collect(System.currentTimeMillis() - GRACE.millis(), ActionListener.wrap(() -> {})),
            INTERVAL,
            ThreadPool.Names.GENERIC);
  }

  @Override
  public void offClusterManager() {
    if (schedule != null) {
      schedule.cancel();
      schedule = null;
    }
  }

  /**
   * Removes the unlisted documents, a thousand at most, of uploads before a time.
   *
   * @param before in milliseconds of the epoch
   */
  void collect(long before, ActionListener<Void> listener) {
    if (ModelIndex.metadata(cluster.state()) == null) {
      listener.onResponse(null);
      return;
    }
    List<String> listed =
        Catalogue.of(cluster.state()).models().values().stream().map(StoredModel::upload).toList();
    QueryBuilder orphans =
        QueryBuilders.boolQuery()
            .filter(QueryBuilders.rangeQuery("time").lt(before))
            .mustNot(QueryBuilders.termsQuery("upload", listed));
    SearchSourceBuilder source =
        new SearchSourceBuilder().query(orphans).size(BATCH).fetchSource(false);
    ActionListener<Void> logging =
        ActionListener.wrap(
            listener::onResponse,
            e -> {
              LOG.warn("leftovers of uploads cannot be removed yet", e);
              listener.onFailure(e);
            });
    client.search(
        new SearchRequest(ModelIndex.NAME).source(source),
        ActionListener.wrap(found -> remove(found, logging), logging::onFailure));
  }

  private void remove(SearchResponse found, ActionListener<Void> listener) {
    if (found.getHits().getHits().length == 0) {
      listener.onResponse(null);
      return;
    }
    BulkRequest request = new BulkRequest();
    for (SearchHit hit : found.getHits()) {
      request.add(new DeleteRequest(ModelIndex.NAME, hit.getId()));
    }
    LOG.info("removing [{}] leftovers of uploads that were cut off", request.numberOfActions());
    client.bulk(request, ActionListener.map(listener, _ -> null));
  }
}
