package hashing.opensearch.encode;

import hashing.encode.Encoding;
import hashing.encode.InputKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.test.AbstractWireSerializingTestCase;

/** Requests and answers are read as they were written. */
public class EncodeWireTests extends AbstractWireSerializingTestCase<EncodeWireTests.Exchange> {

  /** A request and its answer, compared by what they hold. */
  public record Exchange(EncodeRequest request, EncodeResponse response) implements Writeable {
    private Exchange(StreamInput in) throws IOException {
      this(new EncodeRequest(in), new EncodeResponse(in));
    }

    @Override
    public void writeTo(StreamOutput out) throws IOException {
      request.writeTo(out);
      response.writeTo(out);
    }

    private List<Object> content() {
      try {
        return List.of(
            request.modelId(), request.kind(), request.inputs(), EncodeActionTests.json(response));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Exchange that && content().equals(that.content());
    }

    @Override
    public int hashCode() {
      return content().hashCode();
    }
  }

  @Override
  protected Exchange createTestInstance() {
    List<Object> inputs = new ArrayList<>();
    List<EncodeResponse.Item> items = new ArrayList<>();
    for (int i = 0; i < randomIntBetween(1, 5); i++) {
      inputs.add(randomFrom(List.of(randomAlphaOfLength(4), List.of(1.5, 2), 7)));
      items.add(randomBoolean() ? EncodeResponse.Item.refused("why") : coded());
    }
    return new Exchange(
        new EncodeRequest("m" + randomInt(9), randomFrom(InputKind.values()), inputs),
        new EncodeResponse("m", 24, "space", items));
  }

  private static EncodeResponse.Item coded() {
    Map<String, byte[]> dihedrals = new LinkedHashMap<>();
    for (int i = 0; i < randomIntBetween(0, 8); i++) {
      dihedrals.put("turn" + i, randomByteArrayOfLength(3));
    }
    byte[] code = randomByteArrayOfLength(3);
    return EncodeResponse.Item.of(
        randomBoolean()
            ? new Encoding.Encoded(code)
            : new Encoding.Encoded(code, new Encoding.Picture(randomInt(100), dihedrals)));
  }

  @Override
  protected Writeable.Reader<Exchange> instanceReader() {
    return Exchange::new;
  }
}
