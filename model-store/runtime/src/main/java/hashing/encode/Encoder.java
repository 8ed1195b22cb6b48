package hashing.encode;

import java.util.List;

/**
 * Turns inputs into codes. Safe for use by many threads at once; the same input gives the same code
 * in whatever batch it comes.
 *
 * <p>{@link #close} gives back native memory and must not be called while {@link #encode} runs: who
 * shares an encoder counts its users.
 */
public interface Encoder extends AutoCloseable {

  /** Bits of every code, 1 to 16384. */
  int bitCount();

  /** What it takes. */
  InputKind input();

  /**
   * Encodes a batch.
   *
   * @return one encoding for each input, in order; a bad input, or one of another kind, is refused
   *     and does not disturb its neighbours
   */
  List<Encoding> encode(List<EncoderInput> inputs);

  /**
   * Inputs that are worth encoding together: {@link #encode} gains nothing from more of them, and
   * takes not much longer than it must before somebody else can have the thread.
   */
  default int batchSize() {
    return 8;
  }

  /** Bytes of memory, native and heap, that it holds until it is closed; 0 where that is little. */
  default long byteSize() {
    return 0;
  }

  @Override
  void close();
}
