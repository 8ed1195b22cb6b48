package hashing.opensearch.rest;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.RestRequest;

/** Takes a package out of a request's body. */
final class UploadBody {
  private static final String FIELD = "package";

  private UploadBody() {}

  /**
   * The package's bytes: the body, or what a JSON object has in base64.
   *
   * @throws IllegalArgumentException for another JSON body; an empty body is empty bytes
   */
  static byte[] file(RestRequest request) throws IOException {
    BytesReference body = request.content();
    boolean json = request.getMediaType() == MediaTypeRegistry.JSON && startsObject(body);
    return json ? base64(request) : BytesReference.toBytes(body);
  }

  /** A zip file starts otherwise, whatever type its sender says it has. */
  private static boolean startsObject(BytesReference body) {
    for (int i = 0; i < Math.min(body.length(), 100); i++) {
      int character = body.get(i);
      if (!Character.isWhitespace(character)) {
        return character == '{';
      }
    }
    return false;
  }

  private static byte[] base64(RestRequest request) throws IOException {
    Map<String, Object> body;
    try (XContentParser parser = request.contentParser()) {
      body = parser.map();
    }
    if (body.size() != 1 || !(body.get(FIELD) instanceof String text)) {
      throw new IllegalArgumentException(
          "found a JSON body with "
              + body.keySet()
              + ", allowed is the package's zip file as the body itself, or a JSON object with"
              + " [package] alone, that file in base64");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "[package] is not base64 (" + e.getMessage() + "), allowed is a zip file in base64", e);
    }
  }
}
