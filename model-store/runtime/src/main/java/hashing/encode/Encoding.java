package hashing.encode;

/** What became of one input of a batch. */
public sealed interface Encoding {

  /** The input's code, {@code ceil(bitCount / 8)} bytes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Encoded(byte[] code) implements Encoding {}

  /** The input is at fault; the reason says what was found and what is allowed. */
  record Refused(String reason) implements Encoding {}
}
