package hashing.encode;

import java.util.Map;

/** What became of one input of a batch. */
public sealed interface Encoding {

  /**
   * The input's code, {@code ceil(bitCount / 8)} bytes.
   *
   * @param picture what the encoder says of a picture beside its code, null where it says nothing
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Encoded(byte[] code, Picture picture) implements Encoding {

    /** A code with nothing beside it. */
    public Encoded(byte[] code) {
      this(code, null);
    }
  }

  /** The input is at fault; the reason says what was found and what is allowed. */
  record Refused(String reason) implements Encoding {}

  /**
   * What PDQ says of a picture beside its code.
   *
   * @param quality 0 to 100; codes of pictures below 50 are mostly left out
   * @param dihedrals the codes that the picture would have if it were turned or mirrored, by name,
   *     {@code original} first: eight, or none where the picture is too small for a code
   */
  record Picture(int quality, Map<String, byte[]> dihedrals) {}
}
