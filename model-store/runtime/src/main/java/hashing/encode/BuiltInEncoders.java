package hashing.encode;

import hashing.code.Codes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encoders without parameters to train, which need no package: the codes that users already own.
 *
 * <p>{@link #names} has those with a name of their own. Besides, {@code packed-ubinary-N} and
 * {@code packed-binary-N} are there for every {@code N} of 1 to 16384: the signs of a vector of
 * that dimension. Each has a code space of its own, so that codes of different origin do not meet.
 */
public final class BuiltInEncoders {

  private static final Pattern PACKED =
      Pattern.compile("packed-(ubinary|binary)-([1-9][0-9]{0,4})");
  private static final Map<String, BuiltIn> BY_NAME = new LinkedHashMap<>();

  static {
    for (int size : new int[] {8, 16}) {
      addImagehash("phash", size, 4, new ImagehashPhash(size));
      addImagehash("dhash", size, 0, new ImagehashPixels(ImagehashPixels.Kind.DHASH, size));
      addImagehash(
          "dhash-vertical",
          size,
          0,
          new ImagehashPixels(ImagehashPixels.Kind.DHASH_VERTICAL, size));
      addImagehash(
          "average-hash", size, 0, new ImagehashPixels(ImagehashPixels.Kind.AVERAGE, size));
      addImagehash("whash", size, 0, new ImagehashWhash(size));
    }
    add("pdq", "pdq", "Meta's PDQ, pictures at full size", Map.of(), new PictureEncoder(new Pdq()));
    add(
        "blockhash-256",
        "blockhash-16",
        "blockhash-python and blockhash-core",
        Map.of("bits", 16),
        new PictureEncoder(new Blockhash()));
    addSimhash("python-simhash-2", 64);
    addSimhash("python-simhash-2-128", 128);
  }

  private BuiltInEncoders() {}

  /**
   * One built-in encoder.
   *
   * @param codeSpace its codes can be compared with those of the same space alone
   * @param origin the program whose codes these are
   * @param parameters as that program names them
   * @param encoder shared; closing it does nothing
   */
  public record BuiltIn(
      String name,
      String codeSpace,
      String origin,
      Map<String, Object> parameters,
      Encoder encoder) {}

  private static void addImagehash(String kind, int size, int factor, PictureHash hash) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("hash_size", size);
    if (factor > 0) {
      parameters.put("highfreq_factor", factor);
    }
    add(
        "imagehash-" + kind + (size == 8 ? "" : "-" + size),
        "imagehash-" + kind + "-" + size + (factor > 0 ? "x" + factor : ""),
        "Python's imagehash 4, " + kind.replace('-', '_'),
        parameters,
        new PictureEncoder(hash));
  }

  private static void addSimhash(String name, int bits) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("tokens", "4 characters of [\\w]+ in lower case");
    parameters.put("feature_hash", "md5");
    parameters.put("weights", "count");
    parameters.put("f", bits);
    add(
        name,
        "python-simhash-2-" + bits,
        "Python's simhash 2",
        parameters,
        new PythonSimhashEncoder(bits));
  }

  private static void add(
      String name,
      String codeSpace,
      String origin,
      Map<String, Object> parameters,
      Encoder encoder) {
    BY_NAME.put(name, new BuiltIn(name, codeSpace, origin, parameters, encoder));
  }

  /** The encoder of that name, if there is one. */
  public static Optional<BuiltIn> find(String name) {
    BuiltIn named = BY_NAME.get(name);
    return named != null ? Optional.of(named) : packed(name);
  }

  private static Optional<BuiltIn> packed(String name) {
    Matcher matcher = PACKED.matcher(name);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > Codes.MAX_BIT_COUNT) {
      return Optional.empty();
    }
    String form = matcher.group(1);
    int bits = Integer.parseInt(matcher.group(2));
    return Optional.of(
        new BuiltIn(
            name,
            name,
            "quantize_embeddings of Python's sentence-transformers",
            Map.of("precision", form),
            new PackedSigns(PackedSigns.Form.valueOf(form.toUpperCase(Locale.ROOT)), bits)));
  }

  /** What else there is, for messages that list the names. */
  public static String families() {
    return "packed-ubinary-N and packed-binary-N, N of 1 to " + Codes.MAX_BIT_COUNT;
  }

  /** The names that are listed; those of {@link #families} are not. */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }
}
