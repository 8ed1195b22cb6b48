package hashing.opensearch.mapper;

import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.SortField;
import org.opensearch.common.util.BigArrays;
import org.opensearch.index.fielddata.IndexFieldData;
import org.opensearch.index.fielddata.IndexFieldData.XFieldComparatorSource.Nested;
import org.opensearch.index.fielddata.LeafFieldData;
import org.opensearch.index.fielddata.ScriptDocValues;
import org.opensearch.index.fielddata.SortedBinaryDocValues;
import org.opensearch.index.fielddata.fieldcomparator.BytesRefFieldComparatorSource;
import org.opensearch.search.DocValueFormat;
import org.opensearch.search.MultiValueMode;
import org.opensearch.search.aggregations.support.CoreValuesSourceType;
import org.opensearch.search.aggregations.support.ValuesSourceType;
import org.opensearch.search.sort.BucketedSort;
import org.opensearch.search.sort.SortOrder;

/**
 * Codes for sorting, aggregations, {@code docvalue_fields} and scripts, each read from the segment
 * when asked for: nothing is loaded and nothing cached. A value is the code in the field's format,
 * so that keys and sort values are what users write. Thread-safe; what it hands out is not.
 */
final class CodeFieldData implements IndexFieldData<CodeFieldData.Leaf> {
  private final BinaryCodeFieldType type;

  CodeFieldData(BinaryCodeFieldType type) {
    this.type = type;
  }

  @Override
  public String getFieldName() {
    return type.name();
  }

  @Override
  public ValuesSourceType getValuesSourceType() {
    return CoreValuesSourceType.BYTES;
  }

  @Override
  public Leaf load(LeafReaderContext context) {
    return new Leaf(context);
  }

  @Override
  public Leaf loadDirect(LeafReaderContext context) {
    return load(context);
  }

  @Override
  public SortField sortField(
      Object missingValue, MultiValueMode sortMode, Nested nested, boolean reverse) {
    XFieldComparatorSource source =
        new BytesRefFieldComparatorSource(this, missingValue, sortMode, nested);
    return new SortField(type.name(), source, reverse);
  }

  @Override
  public BucketedSort newBucketedSort(
      BigArrays bigArrays,
      Object missingValue,
      MultiValueMode sortMode,
      Nested nested,
      SortOrder sortOrder,
      DocValueFormat format,
      int bucketSize,
      BucketedSort.ExtraData extra) {
    throw new IllegalArgumentException(
        "field ["
            + type.name()
            + "] of type ["
            + type.typeName()
            + "] cannot sort inside an aggregation, allowed are numeric fields");
  }

  /** One segment's codes. */
  final class Leaf implements LeafFieldData {
    private final LeafReaderContext context;

    private Leaf(LeafReaderContext context) {
      this.context = context;
    }

    private DocumentCodes codes() {
      return new DocumentCodes(context.reader(), type.name());
    }

    @Override
    public SortedBinaryDocValues getBytesValues() {
      return new WrittenCodes(type, codes());
    }

    @Override
    public ScriptDocValues<?> getScriptValues() {
      return new CodeDocValues(type, codes());
    }

    @Override
    public long ramBytesUsed() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
