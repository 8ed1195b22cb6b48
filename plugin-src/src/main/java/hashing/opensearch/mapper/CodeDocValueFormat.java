package hashing.opensearch.mapper;

import hashing.code.CodeFormat;
import java.io.IOException;
import org.apache.lucene.util.BytesRef;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.search.DocValueFormat;

/**
 * Writes codes in another format than the field's, for {@code docvalue_fields} and aggregations
 * that ask for one. Values come and go in the field's format.
 */
public record CodeDocValueFormat(int bitCount, CodeFormat own, CodeFormat wanted)
    implements DocValueFormat {
  static final String NAME = "binary_code";

  /** By which nodes tell it to one another. */
  public static final NamedWriteableRegistry.Entry ENTRY =
      new NamedWriteableRegistry.Entry(DocValueFormat.class, NAME, CodeDocValueFormat::new);

  /** Reads what {@link #writeTo} wrote. */
  public CodeDocValueFormat(StreamInput in) throws IOException {
    this(in.readVInt(), in.readEnum(CodeFormat.class), in.readEnum(CodeFormat.class));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVInt(bitCount);
    out.writeEnum(own);
    out.writeEnum(wanted);
  }

  @Override
  public String getWriteableName() {
    return NAME;
  }

  @Override
  public String format(BytesRef value) {
    return wanted.format(own.parse(value.utf8ToString(), bitCount), bitCount);
  }

  @Override
  public BytesRef parseBytesRef(String value) {
    return new BytesRef(own.format(wanted.parse(value, bitCount), bitCount));
  }
}
