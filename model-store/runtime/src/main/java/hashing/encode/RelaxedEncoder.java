package hashing.encode;

/** An encoder whose bits are signs of numbers, which it can give. */
public interface RelaxedEncoder extends Encoder {

  /**
   * The relaxed code of one input: a bit of its code is 1 where the number is above 0, and the
   * farther the number is from 0, the surer is the bit.
   *
   * @return {@code float[bitCount]}, never NaN
   * @throws IllegalArgumentException if the input is refused; the message has the reason
   */
  float[] relaxed(EncoderInput input);
}
