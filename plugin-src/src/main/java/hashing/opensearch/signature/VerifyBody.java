package hashing.opensearch.signature;

import hashing.signature.Role;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.opensearch.common.xcontent.XContentFactory;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * The body of {@code _verify}.
 *
 * @param role {@code receiver}, {@code verifier}, {@code all}, or null to look only
 * @param received what the other party sent, as a file; null where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record VerifyBody(String role, byte[] received) {
  private static final String ALL = "all";

  static VerifyBody parse(byte[] body) {
    if (body.length == 0) {
      return new VerifyBody(null, null);
    }
    Map<String, Object> fields =
        XContentHelper.convertToMap(JsonXContent.jsonXContent, body, 0, body.length, true);
    Object role = fields.remove("role");
    Object received = fields.remove("received");
    boolean known =
        role == null || role.equals(ALL) || (role instanceof String name && party(name) != null);
    boolean fits =
        received == null || (received instanceof Map && role != null && !ALL.equals(role));
    if (!fields.isEmpty() || !known || !fits) {
      throw new IllegalArgumentException(
          "[_verify] found role ["
              + role
              + "]"
              + (received == null ? "" : ", [received]")
              + (fields.isEmpty() ? "" : " and " + fields.keySet())
              + ", allowed are nothing, [role] as [receiver], [verifier] or [all], and for the first"
              + " two [received], the object that the other party got as [send]");
    }
    return new VerifyBody((String) role, received == null ? null : file((Map<?, ?>) received));
  }

  private static Role party(String name) {
    for (Role known : Role.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
        return known;
      }
    }
    return null;
  }

  @SuppressWarnings("unchecked") // of JSON: names are strings
  private static byte[] file(Map<?, ?> received) {
    try (XContentBuilder json = XContentFactory.jsonBuilder()) {
      return BytesReference.toBytes(BytesReference.bytes(json.map((Map<String, ?>) received)));
    } catch (IOException e) {
      throw new AssertionError("into memory", e);
    }
  }

  boolean hasStep() {
    return role != null;
  }

  boolean isAll() {
    return ALL.equals(role);
  }

  Role party() {
    return party(role);
  }
}
