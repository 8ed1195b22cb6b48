package hashing.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Codes of texts: features turn a text into a vector, a head turns the vector into a code.
 *
 * <p>Safe for many threads where both of them are. {@link #close} closes both.
 */
public final class TextEncoder implements RelaxedEncoder {

  private final TextSpec spec;
  private final TextFeatures features;
  private final RelaxedEncoder head;

  /**
   * @param head takes vectors of the size that the features give
   */
  public TextEncoder(TextSpec spec, TextFeatures features, RelaxedEncoder head) {
    this.spec = spec;
    this.features = features;
    this.head = head;
  }

  @Override
  public int bitCount() {
    return head.bitCount();
  }

  @Override
  public InputKind input() {
    return InputKind.TEXT;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    Encoding[] encodings = new Encoding[inputs.size()];
    List<EncoderInput> vectors = new ArrayList<>(encodings.length);
    for (int i = 0; i < encodings.length; i++) {
      try {
        vectors.add(vector(inputs.get(i)));
      } catch (IllegalArgumentException e) {
        encodings[i] = new Encoding.Refused(e.getMessage());
      }
    }
    List<Encoding> encoded = head.encode(vectors);
    int next = 0;
    for (int i = 0; i < encodings.length; i++) {
      if (encodings[i] == null) {
        encodings[i] = encoded.get(next++);
      }
    }
    return Arrays.asList(encodings);
  }

  @Override
  public float[] relaxed(EncoderInput input) {
    return head.relaxed(vector(input));
  }

  private EncoderInput vector(EncoderInput input) {
    String text = EncodeEach.text(input);
    if (text.length() > spec.maxCharacters()) {
      throw new IllegalArgumentException(
          "found a text of " + text.length() + " characters, allowed are " + spec.maxCharacters());
    }
    return new EncoderInput.Vector(features.vector(text));
  }

  @Override
  public void close() {
    head.close();
    features.close();
  }
}
