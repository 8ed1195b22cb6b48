package hashing.opensearch.mapper;

import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import org.opensearch.core.common.ParsingException;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.core.xcontent.XContentParser;

/**
 * A code as a request has it, to be read when the field is known.
 *
 * @param value a string, an integer, or a list of the code's bytes
 */
public record GivenCode(Object value) implements Writeable, ToXContentFragment {

  /** Reads what {@link #writeTo} wrote. */
  public GivenCode(StreamInput in) throws IOException {
    this(in.readGenericValue());
  }

  /**
   * Reads the value at hand.
   *
   * @throws ParsingException if it is no string, integer or array
   */
  public static GivenCode parse(XContentParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> new GivenCode(parser.text());
      case VALUE_NUMBER -> new GivenCode(parser.numberValue());
      case START_ARRAY -> new GivenCode(Collections.unmodifiableList(parser.list()));
      default ->
          throw new ParsingException(
              parser.getTokenLocation(),
              "[code] takes a string in the field's format or an array of bytes, found "
                  + parser.currentToken().name().toLowerCase(Locale.ROOT));
    };
  }

  /**
   * The code's bytes.
   *
   * @throws IllegalArgumentException if it is no code of the field; the message names it
   */
  public byte[] of(BinaryCodeFieldType field) {
    return field.parse(value);
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeGenericValue(value);
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
    return builder.value(value);
  }
}
