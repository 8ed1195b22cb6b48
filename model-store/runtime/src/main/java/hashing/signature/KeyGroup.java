package hashing.signature;

/**
 * The key of one signature, or one party's share of it; used once. The signer's group is the
 * exclusive or of the receiver's and the verifier's.
 *
 * @param number in its pool, from 0
 * @param x first state of the shift register
 * @param y hides the hash
 * @param z hides the polynomial
 */
public record KeyGroup(String pool, int number, BitString x, BitString y, BitString z) {

  public KeyGroup {
    if (x.length() != y.length() || x.length() != z.length()) {
      throw new IllegalArgumentException(
          "group: found " + x + ", " + y + " and " + z + ", allowed are three of one length");
    }
  }

  /** Bits of each of the three keys. */
  public int bits() {
    return x.length();
  }

  /**
   * The whole key of two shares.
   *
   * @throws IllegalArgumentException if they are not of one pool, number and length
   */
  KeyGroup combine(KeyGroup other) {
    if (!pool.equals(other.pool) || number != other.number) {
      throw new IllegalArgumentException(
          "group: found "
              + other.pool
              + "/"
              + other.number
              + ", allowed is "
              + pool
              + "/"
              + number
              + ", as both shares must be of one group");
    }
    return new KeyGroup(pool, number, x.xor(other.x), y.xor(other.y), z.xor(other.z));
  }
}
