package hashing.opensearch.store;

import java.util.List;
import org.opensearch.cluster.service.ClusterService;

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

  /** Starts a node's store: its source follows the cluster state from now on. */
  public static ModelStore start(
      PluginClient client,
      ClusterService cluster,
      StoredModelSource source,
      List<UploadCheck> checks) {
    PackageStore packages = new PackageStore(client);
    source.readFrom(packages);
    cluster.addHighPriorityApplier(source);
    return new ModelStore(client, packages, source, List.copyOf(checks));
  }
}
