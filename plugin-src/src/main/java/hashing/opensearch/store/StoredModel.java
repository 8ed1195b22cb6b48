package hashing.opensearch.store;

import hashing.encode.InputKind;
import hashing.store.EncoderKind;
import hashing.store.ModelName;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * A model of the cluster, as the {@link Catalogue} lists it: what a node must know without reading
 * the package.
 *
 * @param byteSize of the package
 * @param sha256 of the package, lower-case hex
 * @param chunks in which it lies
 * @param upload that wrote them, a name that is never used again
 * @param time of the upload, in milliseconds of the epoch
 */
public record StoredModel(
    ModelName name,
    EncoderKind kind,
    int bitCount,
    InputKind input,
    String codeSpace,
    String method,
    long byteSize,
    String sha256,
    int chunks,
    String upload,
    long time)
    implements Writeable {

  StoredModel(StreamInput in) throws IOException {
    this(
        ModelName.parse(in.readString()),
        in.readEnum(EncoderKind.class),
        in.readVInt(),
        in.readEnum(InputKind.class),
        in.readString(),
        in.readString(),
        in.readVLong(),
        in.readString(),
        in.readVInt(),
        in.readString(),
        in.readLong());
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(name.toString());
    out.writeEnum(kind);
    out.writeVInt(bitCount);
    out.writeEnum(input);
    out.writeString(codeSpace);
    out.writeString(method);
    out.writeVLong(byteSize);
    out.writeString(sha256);
    out.writeVInt(chunks);
    out.writeString(upload);
    out.writeLong(time);
  }

  /** As the catalogue holds it. */
  String toJson() {
    try (XContentBuilder json = XContentFactory.jsonBuilder().startObject()) {
      json.field("kind", kind.name().toLowerCase(Locale.ROOT)).field("bits", bitCount);
      json.field("input", input.name().toLowerCase(Locale.ROOT)).field("code_space", codeSpace);
      json.field("method", method).field("size_in_bytes", byteSize).field("sha256", sha256);
      json.field("chunks", chunks).field("upload", upload).field("time", time);
      return json.endObject().toString();
    } catch (IOException e) {
      throw new AssertionError("into memory", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws RuntimeException if a later version wrote it in another way, or something else did
   */
  static StoredModel parse(String name, String text) {
    Map<String, Object> json = XContentHelper.convertToMap(JsonXContent.jsonXContent, text, false);
    return new StoredModel(
        ModelName.parse(name),
        EncoderKind.valueOf(string(json, "kind").toUpperCase(Locale.ROOT)),
        (int) number(json, "bits"),
        InputKind.valueOf(string(json, "input").toUpperCase(Locale.ROOT)),
        string(json, "code_space"),
        string(json, "method"),
        number(json, "size_in_bytes"),
        string(json, "sha256"),
        (int) number(json, "chunks"),
        string(json, "upload"),
        number(json, "time"));
  }

  private static String string(Map<String, Object> json, String field) {
    if (json.get(field) instanceof String string) {
      return string;
    }
    throw new IllegalArgumentException("[" + field + "] is missing");
  }

  private static long number(Map<String, Object> json, String field) {
    if (json.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("[" + field + "] is missing");
  }
}
