package hashing.opensearch.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.test.OpenSearchTestCase;

/** Requests and answers on the wire between nodes, and as JSON. */
public class StoreWireTests extends OpenSearchTestCase {

  private static <T extends Writeable> T copy(T sent, Writeable.Reader<T> reader)
      throws IOException {
    try (BytesStreamOutput out = new BytesStreamOutput()) {
      sent.writeTo(out);
      try (StreamInput in = out.bytes().streamInput()) {
        T read = reader.read(in);
        assertEquals(0, in.available());
        return read;
      }
    }
  }

  private static String json(ToXContent content) throws IOException {
    try (XContentBuilder json = XContentFactory.jsonBuilder()) {
      return content.toXContent(json, ToXContent.EMPTY_PARAMS).toString();
    }
  }

  private static StoredModel model() {
    return CatalogueChangesTests.model("m@1", 8, "s");
  }

  public void testPut() throws IOException {
    byte[] file = randomByteArrayOfLength(randomIntBetween(1, 1000));
    PutModelRequest put = copy(new PutModelRequest("m@1", file), PutModelRequest::new);
    assertEquals("m@1", put.id());
    assertArrayEquals(file, put.file());
    assertNull(put.validate());
    assertNotNull(new PutModelRequest("m@1", new byte[0]).validate());
    PutModelResponse sent = new PutModelResponse(model(), randomBoolean(), randomBoolean());
    PutModelResponse read = copy(sent, PutModelResponse::new);
    assertEquals(json(sent), json(read));
    assertEquals(sent.status(), read.status());
    assertEquals(sent.model(), read.model());
  }

  public void testPublish() throws IOException {
    PublishModelRequest sent = new PublishModelRequest(model(), randomAlphaOfLength(20));
    sent.timeout(TimeValue.timeValueSeconds(randomIntBetween(1, 100)));
    PublishModelRequest read = copy(sent, PublishModelRequest::new);
    assertEquals(sent.model(), read.model());
    assertEquals(sent.indexUuid(), read.indexUuid());
    assertEquals(sent.timeout(), read.timeout());
    for (StoredModel previous : new StoredModel[] {null, model()}) {
      PublishModelResponse listed =
          copy(new PublishModelResponse(true, previous), PublishModelResponse::new);
      assertEquals(previous, listed.previous());
      assertTrue(listed.isAcknowledged());
    }
  }

  public void testDeleteAndGet() throws IOException {
    assertEquals("m@1", copy(new DeleteModelRequest("m@1"), DeleteModelRequest::new).id());
    assertEquals("m", copy(new GetModelsRequest("m"), GetModelsRequest::new).id());
    assertNull(copy(new GetModelsRequest((String) null), GetModelsRequest::new).id());
    Map<String, Object> one = Map.of("model_id", "m@1", "used_by", List.of("pipeline p"));
    for (boolean single : new boolean[] {true, false}) {
      GetModelsResponse sent =
          new GetModelsResponse(single, List.of(one), Map.of("x.zip", "damaged"));
      assertEquals(json(sent), json(copy(sent, GetModelsResponse::new)));
    }
    assertEquals(
        "{\"models\":[],\"damaged\":{\"x.zip\":\"cut\"}}",
        json(new GetModelsResponse(false, List.of(), Map.of("x.zip", "cut"))));
  }
}
