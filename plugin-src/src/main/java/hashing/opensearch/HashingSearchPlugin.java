package hashing.opensearch;

import hashing.opensearch.aggregation.HashingAggregations;
import hashing.opensearch.codec.HashingCodecService;
import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.query.HammingQueryBuilder;
import hashing.opensearch.sort.DistanceSortBuilder;
import hashing.opensearch.store.MappingCheck;
import hashing.opensearch.store.StoredModelSource;
import hashing.search.SearchCounters;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensearch.action.RequestValidators.RequestValidator;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.codec.CodecServiceFactory;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.EnginePlugin;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.SearchPlugin;

/** Registers what the plugin adds to indices and searches. */
abstract class HashingSearchPlugin extends IndexCheckPlugin
    implements ActionPlugin, EnginePlugin, MapperPlugin, SearchPlugin {
  final StoredModelSource stored = new StoredModelSource();
  final ModelRegistry models;
  final SearchCounters searches = new SearchCounters();

  HashingSearchPlugin(Path configPath) {
    models = ModelRegistry.of(configPath, stored);
  }

  /** With models of one's own. */
  HashingSearchPlugin(ModelRegistry models) {
    this.models = models;
  }

  @Override
  MappingCheck mappingCheck() {
    return new MappingCheck(stored);
  }

  @Override
  public Collection<RequestValidator<PutMappingRequest>> mappingRequestValidators() {
    return List.of(mappingCheck());
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
}
