package hashing.opensearch.sort;

import hashing.code.Codes;
import hashing.opensearch.mapper.DocumentCodes;
import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedNumericDocValues;
import org.opensearch.index.fielddata.AbstractSortedNumericDocValues;
import org.opensearch.index.fielddata.FieldData;
import org.opensearch.index.fielddata.IndexNumericFieldData;
import org.opensearch.index.fielddata.LeafNumericFieldData;
import org.opensearch.index.fielddata.ScriptDocValues;
import org.opensearch.index.fielddata.SortedBinaryDocValues;
import org.opensearch.index.fielddata.SortedNumericDoubleValues;
import org.opensearch.search.aggregations.support.CoreValuesSourceType;
import org.opensearch.search.aggregations.support.ValuesSourceType;

/**
 * The distances of a field's codes from one code, as the values of a numeric field: one for each
 * document with a code, computed when asked for. Thread-safe; what it hands out is not.
 */
final class DistanceFieldData extends IndexNumericFieldData {
  private final String field;
  private final byte[] code;

  DistanceFieldData(String field, byte[] code) {
    this.field = field;
    this.code = code;
  }

  @Override
  public String getFieldName() {
    return field;
  }

  @Override
  public ValuesSourceType getValuesSourceType() {
    return CoreValuesSourceType.NUMERIC;
  }

  @Override
  public NumericType getNumericType() {
    return NumericType.LONG;
  }

  @Override
  protected boolean sortRequiresCustomComparator() {
    return true;
  }

  @Override
  public LeafNumericFieldData load(LeafReaderContext context) {
    return new Leaf(context);
  }

  @Override
  public LeafNumericFieldData loadDirect(LeafReaderContext context) {
    return load(context);
  }

  /** One segment's distances. */
  private final class Leaf implements LeafNumericFieldData {
    private final LeafReaderContext context;

    private Leaf(LeafReaderContext context) {
      this.context = context;
    }

    @Override
    public SortedNumericDocValues getLongValues() {
      DocumentCodes codes = new DocumentCodes(context.reader(), field);
      return new AbstractSortedNumericDocValues() {
        @Override
        public boolean advanceExact(int docId) throws IOException {
          return codes.advanceExact(docId);
        }

        @Override
        public int docValueCount() {
          return 1;
        }

        @Override
        public long nextValue() throws IOException {
          return Codes.distance(code, codes.code());
        }
      };
    }

    @Override
    public SortedNumericDoubleValues getDoubleValues() {
      return FieldData.castToDouble(getLongValues());
    }

    @Override
    public ScriptDocValues<?> getScriptValues() {
      return new ScriptDocValues.Longs(getLongValues());
    }

    @Override
    public SortedBinaryDocValues getBytesValues() {
      return FieldData.toString(getLongValues());
    }

    @Override
    public long ramBytesUsed() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
