package hashing.opensearch.signature;

import hashing.opensearch.model.ModelRegistry;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.transport.client.Client;

/**
 * What the actions on signatures share.
 *
 * @param policy which uploads and loads must pass
 */
public record SignatureService(SignatureStore store, SignaturePolicy policy) {

  /**
   * Starts a node's part: its models pass the policy from now on.
   *
   * @param client which sends as the plugin
   */
  public static SignatureService start(
      Client client, ClusterService cluster, ModelRegistry models) {
    SignatureStore store = new SignatureStore(client);
    SignaturePolicy policy = new SignaturePolicy(store, cluster);
    models.checkLoads(policy::checkLoad);
    return new SignatureService(store, policy);
  }
}
