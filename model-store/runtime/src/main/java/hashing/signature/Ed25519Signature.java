package hashing.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;

/**
 * A detached Ed25519 signature (RFC 8032) of the line {@code opensearch-hashing package sha256
 * HEX}, with its line feed. Keys are those of OpenSSL: PKCS 8 and X.509 in PEM, or the base64 in
 * it.
 */
public record Ed25519Signature(String sha256, String signature) implements PackageSignature {

  /** Its scheme's name. */
  public static final String SCHEME = "ed25519";

  private static final int BYTES = 64;

  /**
   * @param signature 64 bytes in lower-case hex
   */
  public Ed25519Signature {
    PackageSignature.checkSha256(sha256);
    if (!signature.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
      throw new IllegalArgumentException(
          "signature: found another text, allowed are " + 2 * BYTES + " digits of lower-case hex");
    }
  }

  /** Signs a package of this SHA-256. */
  public static Ed25519Signature sign(String sha256, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(line(sha256));
      return new Ed25519Signature(sha256, HexFormat.of().formatHex(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("key: found none for Ed25519 (" + e.getMessage() + ")", e);
    }
  }

  private static byte[] line(String sha256) {
    return ("opensearch-hashing package sha256 " + sha256 + "\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether one of the keys signed the package of this SHA-256. */
  public boolean isValid(String packageSha256, Collection<PublicKey> keys) {
    return packageSha256.equals(sha256) && keys.stream().anyMatch(this::isSignedBy);
  }

  private boolean isSignedBy(PublicKey key) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(line(sha256));
      return check.verify(HexFormat.of().parseHex(signature));
    } catch (SignatureException e) {
      return false; // not even the form of one
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("key: found none for Ed25519 (" + e.getMessage() + ")", e);
    }
  }

  /**
   * A private key, PKCS 8.
   *
   * @throws IllegalArgumentException if that is none; the message does not repeat it
   */
  public static PrivateKey privateKey(String pem) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePrivate(new PKCS8EncodedKeySpec(content(pem, "PRIVATE KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refusal("private key", "openssl genpkey -algorithm ed25519", e);
    }
  }

  /**
   * A public key, X.509: PEM, or the base64 in it.
   *
   * @throws IllegalArgumentException if that is none
   */
  public static PublicKey publicKey(String pem) {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(content(pem, "PUBLIC KEY")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refusal("public key", "openssl pkey -in key.pem -pubout", e);
    }
  }

  private static byte[] content(String pem, String label) {
    String base64 =
        pem.replace("-----BEGIN " + label + "-----", "")
            .replace("-----END " + label + "-----", "")
            .replaceAll("\\s", "");
    return Base64.getDecoder().decode(base64);
  }

  private static IllegalArgumentException refusal(String what, String command, Exception cause) {
    return new IllegalArgumentException(
        what + ": found no Ed25519 key, allowed is PEM as of [" + command + "]", cause);
  }

  @Override
  public String scheme() {
    return SCHEME;
  }
}
