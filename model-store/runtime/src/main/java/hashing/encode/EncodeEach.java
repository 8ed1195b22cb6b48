package hashing.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Encodes inputs one by one: the bad ones are refused by their own message. */
final class EncodeEach {

  private EncodeEach() {}

  static List<Encoding> of(List<EncoderInput> inputs, Function<EncoderInput, byte[]> encoder) {
    List<Encoding> encodings = new ArrayList<>(inputs.size());
    for (EncoderInput input : inputs) {
      try {
        encodings.add(new Encoding.Encoded(encoder.apply(input)));
      } catch (IllegalArgumentException e) {
        encodings.add(new Encoding.Refused(e.getMessage()));
      }
    }
    return encodings;
  }

  static byte[] image(EncoderInput input) {
    return input instanceof EncoderInput.Image image ? image.file() : refuse(input, "an image");
  }

  static String text(EncoderInput input) {
    return input instanceof EncoderInput.Text text ? text.value() : refuse(input, "a text");
  }

  static float[] vector(EncoderInput input) {
    return input instanceof EncoderInput.Vector vector
        ? vector.values()
        : refuse(input, "a vector");
  }

  private static <T> T refuse(EncoderInput input, String allowed) {
    throw new IllegalArgumentException(
        "found input of kind "
            + input.kind().name().toLowerCase(Locale.ROOT)
            + ", this encoder takes "
            + allowed);
  }
}
