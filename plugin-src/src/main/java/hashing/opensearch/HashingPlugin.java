package hashing.opensearch;

import hashing.opensearch.aggregation.HashingAggregations;
import hashing.opensearch.codec.HashingCodecService;
import hashing.opensearch.ingest.HashEncodeProcessor;
import hashing.opensearch.ingest.HashEncodeProcessorFactory;
import hashing.opensearch.join.JoinPool;
import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.pool.WorkPool;
import hashing.opensearch.query.HammingQueryBuilder;
import hashing.opensearch.rest.RestHandlers;
import hashing.opensearch.sort.DistanceSortBuilder;
import hashing.search.SearchCounters;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.env.Environment;
import org.opensearch.env.NodeEnvironment;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.codec.CodecServiceFactory;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.EnginePlugin;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.repositories.RepositoriesService;
import org.opensearch.rest.RestController;
import org.opensearch.rest.RestHandler;
import org.opensearch.script.ScriptService;
import org.opensearch.threadpool.ExecutorBuilder;
import org.opensearch.threadpool.ThreadPool;
import org.opensearch.transport.client.Client;
import org.opensearch.watcher.ResourceWatcherService;

/** Registers what the plugin adds to OpenSearch. */
public final class HashingPlugin extends Plugin
    implements ActionPlugin, EnginePlugin, IngestPlugin, MapperPlugin, SearchPlugin {
  private final ModelRegistry models;
  private final SearchCounters searches = new SearchCounters();

  /** Models are looked for in {@code <config>/opensearch-hashing/models}. */
  public HashingPlugin(Settings settings, Path configPath) {
    models = ModelRegistry.of(configPath);
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
    return List.of(models, searches);
  }

  @Override
  public List<ExecutorBuilder<?>> getExecutorBuilders(Settings settings) {
    return List.of(WorkPool.builder(settings), JoinPool.builder(settings));
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
  public Map<String, Mapper.TypeParser> getMappers() {
    return Map.of(BinaryCodeFieldMapper.CONTENT_TYPE, BinaryCodeFieldMapper.PARSER);
  }

  @Override
  public List<NamedWriteableRegistry.Entry> getNamedWriteables() {
    return HashingWriteables.all();
  }

  @Override
  public Optional<CodecServiceFactory> getCustomCodecServiceFactory(IndexSettings settings) {
    return HashingCodecService.factory(settings);
  }

  @Override
  public List<QuerySpec<?>> getQueries() {
    return List.of(HammingQueryBuilder.spec(models, searches));
  }

  @Override
  public List<SortSpec<?>> getSorts() {
    return List.of(DistanceSortBuilder.spec());
  }

  @Override
  public List<AggregationSpec> getAggregations() {
    return HashingAggregations.all();
  }

  @Override
  public Map<String, Processor.Factory> getProcessors(Processor.Parameters parameters) {
    return Map.of(HashEncodeProcessor.TYPE, new HashEncodeProcessorFactory(models));
  }

  @Override
  public void close() {
    models.close();
  }
}
