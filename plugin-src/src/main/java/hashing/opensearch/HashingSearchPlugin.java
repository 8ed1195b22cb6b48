package hashing.opensearch;

import hashing.opensearch.aggregation.HashingAggregations;
import hashing.opensearch.codec.HashingCodecService;
import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.mapper.CodeDocValueFormat;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.query.HammingQueryBuilder;
import hashing.opensearch.sort.DistanceSortBuilder;
import hashing.search.SearchCounters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.codec.CodecServiceFactory;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.plugins.EnginePlugin;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.SearchPlugin;

/** Registers what the plugin adds to indices and searches. */
abstract class HashingSearchPlugin extends IndexCheckPlugin
    implements EnginePlugin, MapperPlugin, SearchPlugin {
  final ModelRegistry models;
  final SearchCounters searches = new SearchCounters();

  HashingSearchPlugin(ModelRegistry models) {
    this.models = models;
  }

  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return Map.of(BinaryCodeFieldMapper.CONTENT_TYPE, BinaryCodeFieldMapper.PARSER);
  }

  @Override
  public List<NamedWriteableRegistry.Entry> getNamedWriteables() {
    return List.of(CodeDocValueFormat.ENTRY);
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
