package hashing.fingerprint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fingerprint as JSON has it: {@code probes}, {@code bits}, {@code exact}, {@code code}, {@code
 * isometry}, {@code groups}, and {@code relaxed}, 32-bit floats, little-endian, in base64.
 * Stateless.
 */
public final class FingerprintMap {

  private FingerprintMap() {}

  /** Everything, to be read back. */
  public static Map<String, Object> write(Fingerprint fingerprint) {
    Map<String, Object> map = shown(fingerprint);
    map.put("groups", fingerprint.groups());
    if (fingerprint.relaxed() != null) {
      ByteBuffer bytes =
          ByteBuffer.allocate(fingerprint.relaxed().length * Float.BYTES)
              .order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(fingerprint.relaxed());
      map.put("relaxed", Base64.getEncoder().encodeToString(bytes.array()));
    }
    return map;
  }

  /** What people look at: the hashes. */
  public static Map<String, Object> shown(Fingerprint fingerprint) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("probes", fingerprint.probes());
    map.put("bits", fingerprint.bitCount());
    if (fingerprint.exact() != null) {
      map.put("exact", fingerprint.exact());
    }
    map.put("code", fingerprint.code());
    map.put("isometry", fingerprint.isometry());
    return map;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if a field is missing or of another type
   */
  public static Fingerprint read(Map<String, ?> map) {
    return new Fingerprint(
        field(map, "probes", String.class),
        field(map, "bits", Integer.class),
        map.containsKey("exact") ? field(map, "exact", String.class) : null,
        field(map, "code", String.class),
        field(map, "isometry", String.class),
        groups(map),
        map.containsKey("relaxed") ? floats(field(map, "relaxed", String.class)) : null);
  }

  private static List<String> groups(Map<String, ?> map) {
    List<?> groups = field(map, "groups", List.class);
    return groups.stream().map(String::valueOf).toList();
  }

  private static float[] floats(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static <T> T field(Map<String, ?> map, String name, Class<T> type) {
    Object value = map.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "fingerprint."
              + name
              + ": found "
              + (value == null ? "nothing" : value.getClass().getSimpleName())
              + ", needed is "
              + type.getSimpleName());
    }
    return type.cast(value);
  }
}
