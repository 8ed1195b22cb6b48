package hashing.index;

import hashing.code.Codes;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.index.VectorEncoding;
import org.apache.lucene.index.VectorSimilarityFunction;

/** The Lucene field of a code. Stateless. */
public final class BinaryCodeField {

  /** Attribute of a field's info: bits of its codes, decimal. */
  public static final String BITS_ATTRIBUTE = "hashing.bits";

  /**
   * Attribute of a field's info, optional: the distance, decimal, at which searches are expected.
   */
  public static final String TARGET_DISTANCE_ATTRIBUTE = "hashing.target_distance";

  private BinaryCodeField() {}

  /**
   * Type of a field of codes of {@code bitCount} bits, frozen; one serves all documents.
   *
   * @param targetDistance distance at which searches are expected, -1 if unknown
   */
  public static FieldType type(int bitCount, int targetDistance) {
    if (bitCount < 1 || bitCount > Codes.MAX_BIT_COUNT) {
      throw new IllegalArgumentException(
          "bits must be 1 to " + Codes.MAX_BIT_COUNT + ", found " + bitCount);
    }
    if (targetDistance < -1 || targetDistance > bitCount) {
      throw new IllegalArgumentException(
          "target distance must be -1 to " + bitCount + ", found " + targetDistance);
    }
    FieldType type = new FieldType();
    // Lucene knows no Hamming similarity; the format's own search does not look at this one.
    type.setVectorAttributes(
        Codes.byteLength(bitCount), VectorEncoding.BYTE, VectorSimilarityFunction.EUCLIDEAN);
    type.putAttribute(BITS_ATTRIBUTE, Integer.toString(bitCount));
    if (targetDistance >= 0) {
      type.putAttribute(TARGET_DISTANCE_ATTRIBUTE, Integer.toString(targetDistance));
    }
    type.freeze();
    return type;
  }

  /** A document's code, as long as the type says; one for a document and name. */
  public static KnnByteVectorField field(String name, byte[] code, FieldType type) {
    return new KnnByteVectorField(name, code, type);
  }
}
