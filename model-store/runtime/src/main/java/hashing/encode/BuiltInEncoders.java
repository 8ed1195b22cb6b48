package hashing.encode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encoders without parameters, which need no package: the codes that users already own.
 *
 * <ul>
 *   <li>{@code imagehash-phash}: 64 bits, and {@code imagehash-phash-16}: 256 bits ({@code
 *       hash_size=16})
 *   <li>{@code python-simhash-2}: 64 bits, and {@code python-simhash-2-128}: 128 bits
 * </ul>
 */
public final class BuiltInEncoders {

  private static final Map<String, BuiltIn> BY_NAME = new LinkedHashMap<>();

  static {
    add("imagehash-phash", "imagehash-phash-8x4", new ImagehashPhashEncoder(8));
    add("imagehash-phash-16", "imagehash-phash-16x4", new ImagehashPhashEncoder(16));
    add("python-simhash-2", "python-simhash-2-64", new PythonSimhashEncoder(64));
    add("python-simhash-2-128", "python-simhash-2-128", new PythonSimhashEncoder(128));
  }

  private BuiltInEncoders() {}

  /**
   * One built-in encoder.
   *
   * @param codeSpace its codes can be compared with those of the same space alone
   * @param encoder shared; closing it does nothing
   */
  public record BuiltIn(String name, String codeSpace, Encoder encoder) {}

  private static void add(String name, String codeSpace, Encoder encoder) {
    BY_NAME.put(name, new BuiltIn(name, codeSpace, encoder));
  }

  /** The encoder of that name, if there is one. */
  public static Optional<BuiltIn> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All names. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }
}
