package hashing.opensearch.encode;

import hashing.code.CodeFormat;
import hashing.encode.Encoding;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.core.action.ActionResponse;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContentObject;
import org.opensearch.core.xcontent.XContentBuilder;

/** The codes of a request's inputs, in their order, each in every form, or why there is none. */
public final class EncodeResponse extends ActionResponse implements ToXContentObject {
  private final String model;
  private final int bitCount;
  private final String codeSpace;
  private final List<Item> items;

  /**
   * @param model that encoded, with its version
   */
  EncodeResponse(String model, int bitCount, String codeSpace, List<Item> items) {
    this.model = model;
    this.bitCount = bitCount;
    this.codeSpace = codeSpace;
    this.items = List.copyOf(items);
  }

  EncodeResponse(StreamInput in) throws IOException {
    this(in.readString(), in.readVInt(), in.readString(), in.readList(Item::new));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeString(model);
    out.writeVInt(bitCount);
    out.writeString(codeSpace);
    out.writeCollection(items);
  }

  /** What became of each input. */
  public List<Item> items() {
    return items;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    json.startObject().field("model_id", model).field("bits", bitCount);
    json.field("code_space", codeSpace);
    json.field("errors", items.stream().anyMatch(item -> item.error != null));
    json.startArray("codes");
    for (Item item : items) {
      json.startObject();
      if (item.error != null) {
        json.field("error", item.error);
      } else {
        forms(json, item.code);
      }
      if (item.quality != null) {
        json.field("quality", item.quality).startObject("dihedrals");
        for (Map.Entry<String, byte[]> turned : item.dihedrals.entrySet()) {
          json.field(turned.getKey(), CodeFormat.HEX.format(turned.getValue(), bitCount));
        }
        json.endObject();
      }
      json.endObject();
    }
    return json.endArray().endObject();
  }

  /** A code in all formats that can write it, and as array of its bytes. */
  private void forms(XContentBuilder json, byte[] code) throws IOException {
    for (CodeFormat format : CodeFormat.values()) {
      if (format != CodeFormat.LONG || bitCount <= Long.SIZE) {
        json.field(format.jsonName(), format.format(code, bitCount));
      }
    }
    json.startArray("bytes");
    for (byte part : code) {
      json.value(part & 0xFF);
    }
    json.endArray();
  }

  /** What became of one input. */
  public static final class Item implements Writeable {
    private final byte[] code;
    private final String error;
    private final Integer quality;
    private final Map<String, byte[]> dihedrals;

    private Item(byte[] code, String error, Integer quality, Map<String, byte[]> dihedrals) {
      this.code = code;
      this.error = error;
      this.quality = quality;
      this.dihedrals = dihedrals;
    }

    static Item refused(String reason) {
      return new Item(null, reason, null, Map.of());
    }

    static Item of(Encoding encoding) {
      return switch (encoding) {
        case Encoding.Refused(String reason) -> refused(reason);
        case Encoding.Encoded(byte[] code, Encoding.Picture picture) ->
            picture == null
                ? new Item(code, null, null, Map.of())
                : new Item(code, null, picture.quality(), picture.dihedrals());
      };
    }

    private Item(StreamInput in) throws IOException {
      code = in.readBoolean() ? in.readByteArray() : null;
      error = in.readOptionalString();
      quality = in.readOptionalVInt();
      dihedrals = new LinkedHashMap<>();
      for (int left = in.readVInt(); left > 0; left--) {
        dihedrals.put(in.readString(), in.readByteArray());
      }
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      out.writeBoolean(code != null);
      if (code != null) {
        out.writeByteArray(code);
      }
      out.writeOptionalString(error);
      out.writeOptionalVInt(quality);
      out.writeMap(dihedrals, StreamOutput::writeString, StreamOutput::writeByteArray);
    }

    /** The code, null where there is none. */
    public byte[] code() {
      return code == null ? null : code.clone();
    }

    /** Why there is no code, null where there is one. */
    public String error() {
      return error;
    }
  }
}
