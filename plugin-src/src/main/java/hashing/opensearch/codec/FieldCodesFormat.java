package hashing.opensearch.codec;

import hashing.index.BinaryCodesFormat;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.opensearch.index.mapper.MappedFieldType;
import org.opensearch.index.mapper.MapperService;

/**
 * Chooses a field's vectors format by its type: the plugin's own for {@code binary_code}, for any
 * other what the codec below would take. It is asked when a segment is written; a reader goes by
 * what the segment says.
 */
final class FieldCodesFormat extends PerFieldKnnVectorsFormat {
  private final MapperService mapperService;
  private final KnnVectorsFormat others;
  private final KnnVectorsFormat codes = new BinaryCodesFormat();

  FieldCodesFormat(MapperService mapperService, KnnVectorsFormat others) {
    this.mapperService = mapperService;
    this.others = others;
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    MappedFieldType type = mapperService.fieldType(field);
    if (type != null && type.unwrap() instanceof BinaryCodeFieldType) {
      return codes;
    }
    return others instanceof PerFieldKnnVectorsFormat perField
        ? perField.getKnnVectorsFormatForField(field)
        : others;
  }
}
