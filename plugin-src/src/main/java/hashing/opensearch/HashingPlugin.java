package hashing.opensearch;

import hashing.opensearch.ingest.HashEncodeProcessor;
import hashing.opensearch.ingest.HashEncodeProcessorFactory;
import hashing.opensearch.join.JoinPool;
import hashing.opensearch.model.EncoderMemory;
import hashing.opensearch.pool.EncodePool;
import hashing.opensearch.pool.TrialPool;
import hashing.opensearch.pool.WorkPool;
import hashing.opensearch.rest.RestHandlers;
import hashing.opensearch.signature.SignatureIndex;
import hashing.opensearch.signature.SignatureService;
import hashing.opensearch.store.ModelIndex;
import hashing.opensearch.store.ModelStore;
import hashing.opensearch.store.PluginClient;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.opensearch.action.ActionRequest;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.node.DiscoveryNodes;
import org.opensearch.cluster.service.ClusterService;
import org.opensearch.common.settings.ClusterSettings;
import org.opensearch.common.settings.IndexScopedSettings;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.settings.SettingsFilter;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.identity.PluginSubject;
import org.opensearch.indices.SystemIndexDescriptor;
import org.opensearch.indices.breaker.BreakerSettings;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.CircuitBreakerPlugin;
import org.opensearch.plugins.IdentityAwarePlugin;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.SystemIndexPlugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.rest.RestController;
import org.opensearch.rest.RestHandler;
import org.opensearch.script.ScriptService;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/** Registers what the plugin adds to OpenSearch; to a node here, to indices in its parent. */
public final class HashingPlugin extends HashingSearchPlugin
    implements ActionPlugin,
        CircuitBreakerPlugin,
        IdentityAwarePlugin,
        IngestPlugin,
        SystemIndexPlugin {
  private PluginClient own;

  /** Models are those of the cluster, and of {@code <config>/opensearch-hashing/models}. */
  public HashingPlugin(Settings settings, Path configPath) {
    super(configPath);
  }

  @Override
  public List<Setting<?>> getSettings() {
    return HashingSettings.all();
  }

  /** For the actions, which ask for them by class. */
  @Override
  public Collection<Object> createComponents(
      Client client,
      ClusterService cluster,
      ThreadPool pool,
      ResourceWatcherService watcher,
      ScriptService scripts,
      NamedXContentRegistry contents,
      Environment environment,
      NodeEnvironment node,
      NamedWriteableRegistry writeables,
      IndexNameExpressionResolver resolver,
      Supplier<RepositoriesService> repositories) {
    models.start(pool, cluster);
    own = new PluginClient(client);
    SignatureService signatures = SignatureService.start(own, cluster, models);
    ModelStore store =
        ModelStore.start(own, cluster, pool, stored, HashingChecks.all(signatures.policy()));
    return List.of(models, searches, signatures, store);
  }

  @Override
  public void assignSubject(PluginSubject subject) {
    own.subject(subject);
  }

  @Override
  public Collection<SystemIndexDescriptor> getSystemIndexDescriptors(Settings settings) {
    return List.of(ModelIndex.DESCRIPTOR, SignatureIndex.DESCRIPTOR);
  }

  @Override
  public List<ExecutorBuilder<?>> getExecutorBuilders(Settings settings) {
    return List.of(
        WorkPool.builder(settings),
        EncodePool.builder(settings),
        TrialPool.builder(settings),
        JoinPool.builder(settings));
  }

  @Override
  public BreakerSettings getCircuitBreaker(Settings settings) {
    return EncoderMemory.breakerSettings(settings);
  }

  @Override
  public void setCircuitBreaker(CircuitBreaker breaker) {
    models.memory().countBy(breaker);
  }

  @Override
  public List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> getActions() {
    return HashingActions.all();
  }

  @Override
  public List<RestHandler> getRestHandlers(
      Settings settings,
      RestController controller,
      ClusterSettings clusterSettings,
      IndexScopedSettings indexSettings,
      SettingsFilter filter,
      IndexNameExpressionResolver resolver,
      Supplier<DiscoveryNodes> nodes) {
    return RestHandlers.all();
  }

  @Override
  public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
    return Map.of(
        HashEncodeProcessor.TYPE,
        new HashEncodeProcessorFactory(
            models, () -> parameters.ingestService.getClusterService().state()));
  }

  @Override
  public void close() {
    models.close();
  }
}
