package hashing.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;

/**
 * A signature by one-time universal hashing: hash and polynomial, each under a pad.
 *
 * <p>The signer draws an irreducible polynomial p, hashes the message by p and the group's X, and
 * hides the hash by Y and p by Z. Who has the whole group can check it, and could also have made
 * it: that is why the group is shared between two verifiers, who disclose their shares in a fixed
 * order ({@link Verification}).
 *
 * <p>Source: H.-L. Yin et al., "Experimental quantum secure network with digital signatures and
 * encryption", National Science Review 10, 2023. Differs from the paper: the message starts with a
 * one, so that leading zeros count, and SHA-256 binds the signer, who knows p and could find
 * another message for it.
 *
 * @param messageBits of the signed message
 * @param hash h xor Y
 * @param polynomial p' xor Z, p' being p without x^n
 */
public record OneTimeSignature(
    String sha256, String pool, int group, long messageBits, BitString hash, BitString polynomial)
    implements PackageSignature {

  /** Its scheme's name. */
  public static final String SCHEME = "one_time";

  public OneTimeSignature {
    PackageSignature.checkSha256(sha256);
    KeyPool.checkName(pool);
    if (group < 0 || group >= KeyPool.MAX_GROUPS) {
      throw new IllegalArgumentException(
          "group: found " + group + ", allowed is 0 to " + (KeyPool.MAX_GROUPS - 1));
    }
    if (messageBits < 1) {
      throw new IllegalArgumentException(
          "message_bits: found " + messageBits + ", allowed is 1 up");
    }
    if (hash.length() != polynomial.length()) {
      throw new IllegalArgumentException(
          "polynomial: found " + polynomial + ", allowed are " + hash + " as for hash");
    }
  }

  /**
   * Signs. The group must have been marked as spent, for good, before.
   *
   * @param group both shares together
   * @param random a cryptographic generator: {@code SecureRandom} makes the promise computational,
   *     true random bits make it information-theoretic
   */
  static OneTimeSignature sign(SignedMessage message, KeyGroup group, RandomGenerator random) {
    BinaryPolynomial drawn = BinaryPolynomial.randomIrreducible(group.bits(), random);
    return new OneTimeSignature(
        message.sha256(),
        group.pool(),
        group.number(),
        message.bits(),
        message.hash(drawn, group.x()).xor(group.y()),
        drawn.low().xor(group.z()));
  }

  /**
   * Why this is no signature of a message under a group; null if it is one. Everything is checked:
   * the document's SHA-256, that the polynomial is irreducible, the hash.
   */
  String fault(SignedMessage message, KeyGroup group) {
    if (!pool.equals(group.pool()) || this.group != group.number()) {
      return "made with group " + pool + "/" + this.group;
    }
    if (hash.length() != group.bits()) {
      return "of " + hash.length() + " bits, its group has " + group.bits();
    }
    byte[] found = message.sha256().getBytes(StandardCharsets.US_ASCII);
    if (!MessageDigest.isEqual(found, sha256.getBytes(StandardCharsets.US_ASCII))
        || messageBits != message.bits()) {
      return "of another document: SHA-256 or length differ";
    }
    BitString low = polynomial.xor(group.z());
    if (group.x().isZero() || !low.bit(0)) {
      return "its key does not fit";
    }
    BinaryPolynomial opened = BinaryPolynomial.of(low);
    if (!opened.isIrreducible()) {
      return "its polynomial is not irreducible";
    }
    return message.hash(opened, group.x()).equals(hash.xor(group.y()))
        ? null
        : "its hash is not the document's";
  }

  @Override
  public String scheme() {
    return SCHEME;
  }
}
