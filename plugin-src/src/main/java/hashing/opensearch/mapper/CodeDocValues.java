package hashing.opensearch.mapper;

import hashing.code.Codes;
import java.io.IOException;
import org.opensearch.index.fielddata.ScriptDocValues;

/**
 * A {@code binary_code} field in a script: {@code doc['phash'].value} is the code in the field's
 * format, {@code doc['phash'].distance(params.code)} the bits in which it differs from another.
 */
public final class CodeDocValues extends ScriptDocValues<String> {
  private final BinaryCodeFieldType type;
  private final DocumentCodes codes;

  /** The document's code, null where it has none. */
  private byte[] code;

  /** The last text that a distance was asked to, mostly the same for each document. */
  private String lastText;

  private byte[] lastTextCode;

  CodeDocValues(BinaryCodeFieldType type, DocumentCodes codes) {
    this.type = type;
    this.codes = codes;
  }

  @Override
  public void setNextDocId(int docId) throws IOException {
    code = codes.advanceExact(docId) ? codes.code() : null;
  }

  @Override
  public int size() {
    return code == null ? 0 : 1;
  }

  @Override
  public String get(int index) {
    return type.format(present());
  }

  /** The code in the field's format; refused where the document has none. */
  public String getValue() {
    return get(0);
  }

  /**
   * Number of bits in which the document's code differs from another.
   *
   * @param other a string in the field's format, a list of the code's bytes, or another {@code
   *     binary_code} field of the document
   * @throws IllegalArgumentException if that is no code of this field
   * @throws IllegalStateException if the document has none; ask {@code size()} before
   */
  public int distance(Object other) {
    return Codes.distance(present(), parse(other));
  }

  private byte[] parse(Object other) {
    if (other instanceof CodeDocValues values) {
      return type.parse(values.present());
    }
    if (!(other instanceof String text)) {
      return type.parse(other);
    }
    if (!text.equals(lastText)) {
      lastTextCode = type.parse(text);
      lastText = text;
    }
    return lastTextCode;
  }

  private byte[] present() {
    if (code == null) {
      throw new IllegalStateException(
          "the document has no code in field ["
              + type.name()
              + "]: ask doc['"
              + type.name()
              + "'].size() == 0 before");
    }
    return code;
  }
}
