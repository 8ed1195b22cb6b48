package hashing.opensearch.signature;

import java.util.Locale;

/** Which signature a package must have to be uploaded and loaded. */
enum RequiredSignature {
  NONE,
  ED25519,
  ONE_TIME,
  ANY;

  static RequiredSignature parse(String name) {
    for (RequiredSignature known : values()) {
      if (known.toString().equals(name)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "[plugins.hashing.signature.required] found ["
            + name
            + "], allowed are [none], [ed25519], [one_time] and [any]");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
