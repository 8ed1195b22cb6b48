package hashing.signature;

/** A signature of a package, kept beside it. */
public sealed interface PackageSignature permits OneTimeSignature, Ed25519Signature {

  /** SHA-256 of the package that was signed, lower-case hex. */
  String sha256();

  /** Its name in JSON and in settings. */
  String scheme();

  /** Refuses what is no SHA-256. */
  static String checkSha256(String sha256) {
    if (!sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "sha256: found another text, allowed are 64 digits of lower-case hex");
    }
    return sha256;
  }
}
