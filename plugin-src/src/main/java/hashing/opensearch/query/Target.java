package hashing.opensearch.query;

import hashing.encode.EncoderInput;
import hashing.encode.InputKind;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.lucene.util.BytesRef;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentFragment;
import org.opensearch.core.xcontent.XContentBuilder;

/** What documents are to be near to, as the query's body has it. Immutable. */
sealed interface Target extends Writeable, ToXContentFragment
    permits Target.Codes, Target.Like, Target.Content {

  /** Reads what {@link #writeTo} wrote. */
  static Target read(StreamInput in) throws IOException {
    byte form = in.readByte();
    return switch (form) {
      case Codes.FORM -> new Codes(in);
      case Like.FORM -> new Like(in);
      case Content.FORM -> new Content(in);
      default -> throw new IOException("[hamming] unknown form of target [" + form + "]");
    };
  }

  /** The parameter it was given as. */
  String parameter();

  /**
   * Codes: each a {@link String} in the field's format, a {@link Long} or {@link BigInteger}, or a
   * {@link BytesRef} where it came as an array of bytes or from an encoder.
   *
   * @param found where they were looked up, null where the query has them itself
   */
  record Codes(List<Object> values, Found found) implements Target {
    private static final byte FORM = 0;

    public Codes {
      values = List.copyOf(values);
    }

    private Codes(StreamInput in) throws IOException {
      this(in.readList(StreamInput::readGenericValue), in.readOptionalWriteable(Found::new));
    }

    @Override
    public String parameter() {
      return values.size() == 1 ? "code" : "codes";
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeByte(FORM);
      out.writeCollection(values, StreamOutput::writeGenericValue);
      out.writeOptionalWriteable(found);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      builder.field(parameter());
      if (values.size() == 1) {
        return value(builder, values.getFirst());
      }
      builder.startArray();
      for (Object value : values) {
        value(builder, value);
      }
      return builder.endArray();
    }

    private static XContentBuilder value(XContentBuilder builder, Object value) throws IOException {
      if (!(value instanceof BytesRef bytes)) {
        return builder.value(value);
      }
      builder.startArray();
      for (int number : numbers(bytes)) {
        builder.value(number);
      }
      return builder.endArray();
    }

    /** The bytes of a code as numbers, 0 to 255: the form of an array that every field takes. */
    static List<Integer> numbers(BytesRef bytes) {
      List<Integer> numbers = new ArrayList<>(bytes.length);
      for (int i = 0; i < bytes.length; i++) {
        numbers.add(bytes.bytes[bytes.offset + i] & 0xFF);
      }
      return numbers;
    }
  }

  /**
   * The code of a document.
   *
   * @param path of the code in the document's source, null for the queried field's
   * @param routing of the document, null where it has none
   */
  record Like(String index, String id, String path, String routing) implements Target {
    private static final byte FORM = 1;

    private Like(StreamInput in) throws IOException {
      this(in.readString(), in.readString(), in.readOptionalString(), in.readOptionalString());
    }

    @Override
    public String parameter() {
      return "like";
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeByte(FORM);
      out.writeString(index);
      out.writeString(id);
      out.writeOptionalString(path);
      out.writeOptionalString(routing);
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      builder.startObject(parameter()).field("index", index).field("id", id);
      if (path != null) {
        builder.field("path", path);
      }
      if (routing != null) {
        builder.field("routing", routing);
      }
      return builder.endObject();
    }

    /**
     * Says that the document gave no code. Always in the same words, so that nobody learns whether
     * a document is missing or only hidden from him.
     */
    IllegalArgumentException noCode(String field) {
      return new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[hamming] query on field [%s]: [like] found no code for it in index [%s], document"
                  + " [%s], at [%s]; the document must be there for you to read, its index must keep"
                  + " [_source], and the path must hold a code as the field takes it",
              field,
              index,
              id,
              path == null ? field : path));
    }
  }

  /**
   * Where codes were looked up.
   *
   * @param bitCount of the {@code binary_code} field they were read as, null where the path is none
   *     and they are in the form of the queried field
   * @param modelId of that field, null where it has none
   */
  record Found(Like like, Integer bitCount, String modelId) implements Writeable {
    private Found(StreamInput in) throws IOException {
      this((Like) Target.read(in), in.readOptionalVInt(), in.readOptionalString());
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      like.writeTo(out);
      out.writeOptionalVInt(bitCount);
      out.writeOptionalString(modelId);
    }
  }

  /**
   * Something to encode.
   *
   * @param encoded what models made of it already
   */
  record Content(EncoderInput input, List<EncodedContent> encoded) implements Target {
    private static final byte FORM = 2;

    public Content {
      encoded = List.copyOf(encoded);
    }

    /** Something that nobody encoded yet. */
    Content(EncoderInput input) {
      this(input, List.of());
    }

    private Content(StreamInput in) throws IOException {
      this(
          switch (in.readEnum(InputKind.class)) {
            case TEXT -> new EncoderInput.Text(in.readString());
            case IMAGE -> new EncoderInput.Image(in.readByteArray());
            case VECTOR -> new EncoderInput.Vector(in.readFloatArray());
          },
          in.readList(EncodedContent::new));
    }

    @Override
    public String parameter() {
      return parameter(input.kind());
    }

    /** The parameter for a kind of input. */
    static String parameter(InputKind kind) {
      return switch (kind) {
        case TEXT -> "query_text";
        case IMAGE -> "query_image";
        case VECTOR -> "query_vector";
      };
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeByte(FORM);
      out.writeEnum(input.kind());
      switch (input) {
        case EncoderInput.Text text -> out.writeString(text.value());
        case EncoderInput.Image image -> out.writeByteArray(image.file());
        case EncoderInput.Vector vector -> out.writeFloatArray(vector.values());
      }
      out.writeCollection(encoded);
    }

    /** What a model made of it already, if it did. */
    Optional<EncodedContent> encodedBy(String model) {
      return encoded.stream().filter(content -> content.model().equals(model)).findFirst();
    }

    @Override
    public XContentBuilder toXContent(XContentBuilder builder, Params params) throws IOException {
      builder.field(parameter());
      return switch (input) {
        case EncoderInput.Text text -> builder.value(text.value());
        case EncoderInput.Image image ->
            builder.value(Base64.getEncoder().encodeToString(image.file()));
        case EncoderInput.Vector vector -> {
          builder.startArray();
          for (float value : vector.values()) {
            builder.value(value);
          }
          yield builder.endArray();
        }
      };
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Content that
          && encoded.equals(that.encoded)
          && switch (input) {
            case EncoderInput.Text text -> text.equals(that.input);
            case EncoderInput.Image image ->
                that.input instanceof EncoderInput.Image(byte[] file)
                    && Arrays.equals(image.file(), file);
            case EncoderInput.Vector vector ->
                that.input instanceof EncoderInput.Vector(float[] values)
                    && Arrays.equals(vector.values(), values);
          };
    }

    @Override
    public int hashCode() {
      return switch (input) {
        case EncoderInput.Text text -> Objects.hash(text.value());
        case EncoderInput.Image image -> Arrays.hashCode(image.file());
        case EncoderInput.Vector vector -> Arrays.hashCode(vector.values());
      };
    }
  }
}
