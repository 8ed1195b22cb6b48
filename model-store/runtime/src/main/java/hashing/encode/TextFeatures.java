package hashing.encode;

/**
 * Turns a text into a vector. Safe for many threads; the same text gives the same vector, whatever
 * else is asked for at the same time.
 */
public interface TextFeatures extends AutoCloseable {

  /**
   * The vector of a text.
   *
   * @return {@code float[dimension]}, all finite
   * @throws IllegalArgumentException if the text is refused; the message has what was found and
   *     what is allowed
   */
  float[] vector(String text);

  @Override
  void close();
}
