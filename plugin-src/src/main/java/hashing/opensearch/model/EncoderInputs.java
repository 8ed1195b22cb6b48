package hashing.opensearch.model;

import hashing.encode.EncoderInput;
import hashing.encode.InputKind;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Makes an encoder's input of a JSON value. What does not fit is refused with an {@link
 * IllegalArgumentException} that says what was found and what is allowed.
 */
public final class EncoderInputs {
  private static final String BASE64_MARK = ";base64,";

  private EncoderInputs() {}

  /**
   * The input of a kind: a string as text, base64 or binary as image, an array of numbers as
   * vector.
   */
  public static EncoderInput of(InputKind kind, Object value) {
    return switch (kind) {
      case TEXT -> new EncoderInput.Text(string(value, "a string to encode as text"));
      case IMAGE ->
          value instanceof byte[] file
              ? new EncoderInput.Image(file)
              : image(string(value, "an image in base64 or as a data: URL"));
      case VECTOR -> vector(value);
    };
  }

  /** The image of a base64 text, white space allowed, or of a {@code data:...;base64,} URL. */
  public static EncoderInput.Image image(String text) {
    String base64 = text.strip();
    if (base64.regionMatches(true, 0, "data:", 0, 5)) {
      int mark = base64.indexOf(BASE64_MARK);
      if (mark < 0) {
        throw new IllegalArgumentException("found a data: URL without [;base64,], which is needed");
      }
      base64 = base64.substring(mark + BASE64_MARK.length());
    }
    byte[] file;
    try {
      file = Base64.getDecoder().decode(withoutSpace(base64));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "found a string that is not base64 ("
              + e.getMessage()
              + "), needed is an image file's"
              + " base64 or a data: URL",
          e);
    }
    if (file.length == 0) {
      throw new IllegalArgumentException("found an empty string, needed is an image in base64");
    }
    return new EncoderInput.Image(file);
  }

  private static String withoutSpace(String text) {
    return text.chars().noneMatch(Character::isWhitespace) ? text : text.replaceAll("\\s+", "");
  }

  private static String string(Object value, String needed) {
    if (value instanceof String string) {
      return string;
    }
    throw new IllegalArgumentException("found " + described(value) + ", needed is " + needed);
  }

  private static EncoderInput.Vector vector(Object value) {
    if (!(value instanceof List<?> list)) {
      throw new IllegalArgumentException(
          "found " + described(value) + ", needed is an array of numbers");
    }
    float[] vector = new float[list.size()];
    for (int i = 0; i < vector.length; i++) {
      if (!(list.get(i) instanceof Number number)) {
        throw new IllegalArgumentException(
            "found " + described(list.get(i)) + " at [" + i + "], needed is an array of numbers");
      }
      vector[i] = number.floatValue();
      if (!Float.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "found [" + number + "] at [" + i + "], needed are finite 32-bit floats");
      }
    }
    return new EncoderInput.Vector(vector);
  }

  private static String described(Object value) {
    return switch (value) {
      case null -> "null";
      case String _ -> "a string";
      case byte[] _ -> "binary";
      case List<?> _ -> "an array";
      case Map<?, ?> _ -> "an object";
      default -> "[" + value + "]";
    };
  }
}
