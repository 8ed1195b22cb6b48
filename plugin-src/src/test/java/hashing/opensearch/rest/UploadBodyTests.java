package hashing.opensearch.rest;

import static org.hamcrest.Matchers.containsString;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.core.common.bytes.BytesArray;
import org.opensearch.core.xcontent.MediaType;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.rest.RestRequest;
import org.opensearch.test.OpenSearchTestCase;
import org.opensearch.test.rest.FakeRestRequest;

public class UploadBodyTests extends OpenSearchTestCase {

  private static byte[] file(byte[] body, MediaType type) {
    RestRequest request =
        new FakeRestRequest.Builder(NamedXContentRegistry.EMPTY)
            .withContent(new BytesArray(body), type)
            .build();
    return UploadBody.file(request);
  }

  private static byte[] json(String body) {
    return file(body.getBytes(StandardCharsets.UTF_8), XContentType.JSON);
  }

  public void testBytes() {
    byte[] zip = randomByteArrayOfLength(randomIntBetween(2, 10_000));
    zip[0] = 'P';
    zip[1] = 'K';
    for (MediaType type : XContentType.values()) {
      assertArrayEquals(zip, file(zip, type));
    }
    assertArrayEquals(new byte[0], file(new byte[0], XContentType.JSON));
  }

  public void testBase64() {
    byte[] zip = randomByteArrayOfLength(randomIntBetween(0, 10_000));
    String base64 = Base64.getEncoder().encodeToString(zip);
    assertArrayEquals(zip, json(" \n{\"package\":\"" + base64 + "\"}"));
  }

  public void testOtherJson() {
    for (String body : new String[] {"{}", "{\"package\":\"\",\"x\":1}", "{\"model\":\"AAAA\"}"}) {
      assertRefused("found a JSON body with [", body);
    }
    assertRefused("[package] found [5], ", "{\"package\":5}");
    assertRefused("[package] found [null], ", "{\"package\":null}");
    assertRefused("found a JSON body that cannot be read (", "{\"package\":");
    assertRefused("[package] is not base64", "{\"package\":\"?\"}");
    assertRefused("cannot be read (", "{\"package\":\"" + "A".repeat(50_000_001) + "\"}");
  }

  private static void assertRefused(String message, String body) {
    IllegalArgumentException refused =
        expectThrows(IllegalArgumentException.class, () -> json(body));
    assertThat(refused.getMessage(), containsString(message));
    assertThat(refused.getMessage(), containsString("allowed is"));
  }
}
