package hashing.encode;

/** How a text becomes the vector on which an encoder with parameters works. */
public sealed interface TextSpec extends InputSpec {

  /** Bound on {@link #maxCharacters}. */
  int MAX_CHARACTERS = 1 << 20;

  /** UTF-16 characters of the longest text that is taken; a longer one is refused. */
  int maxCharacters();

  @Override
  default InputKind kind() {
    return InputKind.TEXT;
  }

  /**
   * A text that a tokenizer and a sentence model turn into {@code float[dimension]}.
   *
   * <p>The model gives a vector for each token. Tokens behind the first {@code maxTokens} are left
   * out, those that the tokenizer adds at both ends count.
   *
   * @param dimension of a token's vector and of the text's, 1 to 65536
   * @param maxTokens 3 to 8192
   * @param maxCharacters 1 to 2^20
   * @param normalise whether the pooled vector is divided by its length
   */
  record Sentence(
      int dimension, int maxTokens, int maxCharacters, Pooling pooling, boolean normalise)
      implements TextSpec {

    /** Bound on {@link #dimension}. */
    public static final int MAX_DIMENSION = 1 << 16;

    /** Bound on {@link #maxTokens}. */
    public static final int MAX_TOKENS = 8192;

    public Sentence {
      check("dimension", dimension, 1, MAX_DIMENSION);
      check("max_tokens", maxTokens, 3, MAX_TOKENS);
      check("max_characters", maxCharacters, 1, MAX_CHARACTERS);
    }

    @Override
    public int size() {
      return dimension;
    }
  }

  /** How the vectors of a text's tokens become one. */
  enum Pooling {
    /** Their mean. */
    MEAN
  }

  private static void check(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          field + ": found " + value + ", allowed is " + least + " to " + most);
    }
  }
}
