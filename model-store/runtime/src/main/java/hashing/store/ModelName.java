package hashing.store;

import java.util.regex.Pattern;

/**
 * Names a model: {@code id@version}, or {@code id} where the version is left open.
 *
 * <p>An id has 1 to 100 and a version 1 to 32 characters of {@code a-z 0-9 . _ -}, the first of
 * them a letter or digit, so that both are safe in file names and document ids.
 *
 * @param version null where it is left open
 */
public record ModelName(String id, String version) {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");
  private static final Pattern VERSION = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");
  private static final String ALLOWED = " characters a-z 0-9 . _ - of which the first is a-z 0-9";

  public ModelName {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "id: found " + Words.quote(id) + ", allowed are 1 to 100" + ALLOWED);
    }
    if (version != null && !VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "version: found " + Words.quote(version) + ", allowed are 1 to 32" + ALLOWED);
    }
  }

  /** Reads {@code id@version} or {@code id}; the message of a refusal has the part at fault. */
  public static ModelName parse(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new ModelName(text, null)
        : new ModelName(text.substring(0, at), text.substring(at + 1));
  }

  /** Whether {@code other} may be used where this is asked for. */
  public boolean matches(ModelName other) {
    return id.equals(other.id) && (version == null || version.equals(other.version));
  }

  /** {@code id@version} or {@code id}. */
  @Override
  public String toString() {
    return version == null ? id : id + "@" + version;
  }
}
