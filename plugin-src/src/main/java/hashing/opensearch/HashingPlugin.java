package hashing.opensearch;

import hashing.opensearch.codec.HashingCodecService;
import hashing.opensearch.mapper.BinaryCodeFieldMapper;
import hashing.opensearch.mapper.CodeDocValueFormat;
import hashing.opensearch.mapper.CodeStorage;
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
import org.opensearch.plugins.EnginePlugin;
import org.opensearch.plugins.MapperPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.search.DocValueFormat;

/** Registers what the plugin adds to OpenSearch. */
public final class HashingPlugin extends Plugin implements EnginePlugin, MapperPlugin {

  public HashingPlugin(Settings settings, Path configPath) {}

  @Override
  public List<Setting<?>> getSettings() {
    return List.of(CodeStorage.CODEC_ENABLED);
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
}
