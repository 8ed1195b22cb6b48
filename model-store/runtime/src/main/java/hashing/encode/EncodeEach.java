package hashing.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Encodes inputs one by one: the bad ones are refused by their own message. */
final class EncodeEach {

  private EncodeEach() {}

  static List<Encoding> of(List<EncoderInput> inputs, Function<EncoderInput, byte[]> encoder) {
    return encodings(inputs, input -> new Encoding.Encoded(encoder.apply(input)));
  }

  static List<Encoding> encodings(
      List<EncoderInput> inputs, Function<EncoderInput, Encoding> encoder) {
    List<Encoding> encodings = new ArrayList<>(inputs.size());
    for (EncoderInput input : inputs) {
      try {
        encodings.add(encoder.apply(input));
      } catch (IllegalArgumentException e) {
        encodings.add(new Encoding.Refused(e.getMessage()));
      }
    }
    return encodings;
  }

  static byte[] image(EncoderInput input) {
    if (input instanceof EncoderInput.Image image) {
      return image.file();
    }
    throw refusal(input, "an image");
  }

  static String text(EncoderInput input) {
    if (input instanceof EncoderInput.Text text) {
      return text.value();
    }
    throw refusal(input, "a text");
  }

  static float[] vector(EncoderInput input) {
    if (input instanceof EncoderInput.Vector vector) {
      return vector.values();
    }
    throw refusal(input, "a vector");
  }

  private static IllegalArgumentException refusal(EncoderInput input, String allowed) {
    return new IllegalArgumentException(
        "found input of kind "
            + input.kind().name().toLowerCase(Locale.ROOT)
            + ", this encoder takes "
            + allowed);
  }
}
