package hashing.opensearch.codec;

import hashing.opensearch.mapper.CodeStorage;
import java.util.Optional;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.opensearch.index.IndexSettings;
import org.opensearch.index.codec.CodecService;
import org.opensearch.index.codec.CodecServiceConfig;
import org.opensearch.index.codec.CodecServiceFactory;
import org.opensearch.index.mapper.MapperService;

/**
 * An index's codecs, each with the vectors format of {@code binary_code} fields put in.
 *
 * <p>A codec keeps its own name, so a segment is opened by the stock codec of that name, which
 * finds each field's format by the name written beside it.
 */
public final class HashingCodecService extends CodecService {
  private final MapperService mapperService;

  private HashingCodecService(CodecServiceConfig config) {
    super(
        config.getMapperService(),
        config.getIndexSettings(),
        config.getLogger(),
        config.getAdditionalCodecs());
    this.mapperService = config.getMapperService();
  }

  /** The factory for an index, none where it keeps codes in the stock format. */
  public static Optional<CodecServiceFactory> factory(IndexSettings settings) {
    return CodeStorage.isOwn(settings.getSettings())
        ? Optional.of(HashingCodecService::new)
        : Optional.empty();
  }

  @Override
  public Codec codec(String name) {
    Codec base = super.codec(name);
    if (mapperService == null) {
      return base;
    }
    KnnVectorsFormat vectors = new FieldCodesFormat(mapperService, base.knnVectorsFormat());
    return new FilterCodec(base.getName(), base) {
      @Override
      public KnnVectorsFormat knnVectorsFormat() {
        return vectors;
      }
    };
  }
}
