package hashing.opensearch.rest;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.MediaTypeRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.rest.RestRequest;

/** Takes a package out of a request's body. */
final class UploadBody {
  private static final String FIELD = "package";
  private static final String ALLOWED =
      "allowed is the package's zip file as the body itself, or a JSON object with [package] alone,"
          + " that file in base64";

  private UploadBody() {}

  /**
   * The package's bytes: the body, or what an object, JSON mostly, has in base64.
   *
   * @throws IllegalArgumentException for another JSON body; an empty body is empty bytes
   */
  static byte[] file(RestRequest request) {
    BytesReference body = request.content();
    return isObject(request, body) ? base64(request) : BytesReference.toBytes(body);
  }

  /** A zip file starts with PK, whatever type its sender says it has; other bytes are refused. */
  private static boolean isObject(RestRequest request, BytesReference body) {
    if (body.length() < 2 || (body.get(0) == 'P' && body.get(1) == 'K')) {
      return false;
    }
    return request.getMediaType() != MediaTypeRegistry.JSON || startsObject(body);
  }

  private static boolean startsObject(BytesReference body) {
    for (int i = 0; i < Math.min(body.length(), 100); i++) {
      int character = body.get(i);
      if (!Character.isWhitespace(character)) {
        return character == '{';
      }
    }
    return false;
  }

  private static byte[] base64(RestRequest request) {
    Map<String, Object> body;
    try (XContentParser parser = request.contentParser()) {
      body = parser.map();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "found a JSON body that cannot be read (" + e.getMessage() + "), " + ALLOWED, e);
    }
    if (!body.keySet().equals(Set.of(FIELD))) {
      throw new IllegalArgumentException(
          "found a JSON body with " + body.keySet() + ", " + ALLOWED);
    }
    if (!(body.get(FIELD) instanceof String text)) {
      String found = String.valueOf(body.get(FIELD));
      throw new IllegalArgumentException(
          "[package] found ["
              + found.substring(0, Math.min(found.length(), 50))
              + "], allowed is a string, the package's zip file in base64");
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "[package] is not base64 (" + e.getMessage() + "), allowed is a zip file in base64", e);
    }
  }
}
