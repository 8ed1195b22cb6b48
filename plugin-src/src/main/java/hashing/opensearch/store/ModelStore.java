package hashing.opensearch.store;

import hashing.opensearch.model.Model;
import java.util.List;
import java.util.Map;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.threadpool.ThreadPool;

/**
 * What the actions on the cluster's models share.
 *
 * @param client which sends as the plugin
 * @param packages in the system index
 * @param source with the list of models that this node knows
 * @param checks that an upload must pass, in their order
 */
public record ModelStore(
    PluginClient client,
    PackageStore packages,
    StoredModelSource source,
    List<UploadCheck> checks) {

  /**
   * The facts that are kept about a model; none if it is no stored one, or another was stored under
   * its name since. Blocks, up to a minute where the index does not answer.
   */
  public Map<String, Object> facts(Model model) {
    return source
        .catalogue()
        .get(model.name())
        .filter(stored -> stored.upload().equals(model.stamp()))
        .map(packages::facts)
        .orElse(Map.of());
  }

  /** Starts a node's store: its source follows the cluster state from now on. */
  public static ModelStore start(
      PluginClient client,
      ClusterService cluster,
      ThreadPool pool,
      StoredModelSource source,
      List<UploadCheck> checks) {
    PackageStore packages = new PackageStore(client);
    source.readFrom(packages);
    cluster.addHighPriorityApplier(source);
    cluster.addLocalNodeClusterManagerListener(new OrphanCollector(client, cluster, pool));
    return new ModelStore(client, packages, source, List.copyOf(checks));
  }

  /**
   * The package of a model. Blocks.
   *
   * @throws IllegalArgumentException if the cluster has none of it, as it is built in or lies in a
   *     folder of this node
   */
  public byte[] file(Model model) {
    return source
        .catalogue()
        .get(model.name())
        .filter(stored -> stored.sha256().equals(model.details().sha256()))
        .map(packages::read)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "[id] found ["
                    + model.name()
                    + "], whose package is not in the cluster; allowed is one that was uploaded"));
  }
}
