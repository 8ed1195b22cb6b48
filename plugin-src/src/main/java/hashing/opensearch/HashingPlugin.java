package hashing.opensearch;

import hashing.opensearch.aggregation.HammingHistogramAggregationBuilder;
import hashing.opensearch.aggregation.NearDuplicatesAggregationBuilder;
import hashing.opensearch.codec.HashingCodecService;
import hashing.opensearch.ingest.HashEncodeProcessor;
import hashing.opensearch.ingest.HashEncodeProcessorFactory;
import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.mapper.CodeDocValueFormat;
import hashing.opensearch.mapper.CodeStorage;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.query.HammingQueryBuilder;
import hashing.opensearch.sort.DistanceSortBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensearch.common.settings.Setting;
import org.opensearch.common.settings.Settings;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.codec.CodecServiceFactory;
import org.opensearch.index.mapper.Mapper;
import org.opensearch.ingest.Processor;
import org.opensearch.plugins.EnginePlugin;
import org.opensearch.plugins.IngestPlugin;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.SearchPlugin;
import org.opensearch.search.DocValueFormat;

/** Registers what the plugin adds to OpenSearch. */
public final class HashingPlugin extends Plugin
    implements EnginePlugin, IngestPlugin, MapperPlugin, SearchPlugin {
  private final ModelRegistry models;

  /** Models are looked for in {@code <config>/opensearch-hashing/models}. */
  public HashingPlugin(Settings settings, Path configPath) {
    models = ModelRegistry.of(configPath);
  }

  @Override
  public List<Setting<?>> getSettings() {
    return List.of(CodeStorage.CODEC_ENABLED, CodeStorage.CODEC_ENABLED_BY_DEFAULT);
  }

  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return Map.of(BinaryCodeFieldMapper.CONTENT_TYPE, BinaryCodeFieldMapper.PARSER);
  }

  @Override
  public List<NamedWriteableRegistry.Entry> getNamedWriteables() {
    return List.of(
        new NamedWriteableRegistry.Entry(
            DocValueFormat.class, CodeDocValueFormat.NAME, CodeDocValueFormat::new));
  }

  @Override
  public Optional<CodecServiceFactory> getCustomCodecServiceFactory(IndexSettings settings) {
    return HashingCodecService.factory(settings);
  }

  @Override
  public List<QuerySpec<?>> getQueries() {
    return List.of(
        new QuerySpec<>(
            HammingQueryBuilder.NAME,
            HammingQueryBuilder.reader(models),
            HammingQueryBuilder.parser(models)));
  }

  @Override
  public List<SortSpec<?>> getSorts() {
    return List.of(
        new SortSpec<>(
            DistanceSortBuilder.NAME, DistanceSortBuilder::new, DistanceSortBuilder::fromXContent));
  }

  @Override
  public List<AggregationSpec> getAggregations() {
    return List.of(
        HammingHistogramAggregationBuilder.spec(), NearDuplicatesAggregationBuilder.spec());
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
