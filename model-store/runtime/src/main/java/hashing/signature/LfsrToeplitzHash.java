package hashing.signature;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Hash of n bits of a message of any length by a Toeplitz matrix that a linear feedback shift
 * register fills: the register's polynomial p, irreducible, of degree n, and its first state s, not
 * zero, are the key.
 *
 * <p>The message is a polynomial M over GF(2) whose highest coefficients come first: the first
 * byte's most significant bit. Two messages that differ in leading zeros only have the same hash;
 * {@link SignedMessage} starts with a one. With u_0..u_{n-1} = s and u_{k+n} = XOR of p_i u_{k+i},
 * bit j of the hash is the XOR over i of M_i u_{i+j}. It is computed as u_k = &lt;s, x^k mod p&gt;:
 * the residue r = M mod p, then bit j = parity of s AND (x^j r mod p).
 *
 * <p>For two different messages of at most m bits and a random key, the hashes are equal with a
 * probability of at most {@code m 2^(1-n)}.
 *
 * <p>Cost: 8 n/64 table look-ups for 8 bytes, tables of 256 n bytes for each key. Look-ups depend
 * on p and the message, so their time may tell something about p to whom shares the processor's
 * caches while it runs. Not thread-safe.
 *
 * <p>Source: H. Krawczyk, "LFSR-based Hashing and Authentication", CRYPTO 1994. Differs from the
 * paper: the matrix is never made.
 */
public final class LfsrToeplitzHash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int TABLES = 8;

  private final BinaryPolynomial polynomial;
  private final BitString state;
  private final int words;

  /** {@code [table][byte][word]}: byte times x^(n + 8 table) mod p, its x^(n-1) leftmost. */
  private final long[] tables;

  /** M x^n mod p so far, as the tables; the register is moved instead of the message inserted. */
  private final long[] register;

  /**
   * A hash by a key.
   *
   * @throws IllegalArgumentException if the state's length is not the degree, or it is zero: every
   *     hash would be zero. Whether the polynomial is irreducible is the caller's to know.
   */
  public LfsrToeplitzHash(BinaryPolynomial polynomial, BitString state) {
    if (state.length() != polynomial.degree() || state.isZero()) {
      throw new IllegalArgumentException(
          "state: found "
              + state.length()
              + " bits"
              + (state.isZero() ? ", all zero" : "")
              + ", allowed are "
              + polynomial.degree()
              + ", not all zero");
    }
    this.polynomial = polynomial;
    this.state = state;
    words = polynomial.residueWords();
    register = new long[words];
    tables = tables();
  }

  private long[] tables() {
    long[] table = new long[TABLES * 256 * words];
    long[] power = polynomial.low().words(); // x^n mod p
    for (int bit = 0; bit < 8; bit++) {
      long[] left = leftmost(power);
      for (int i = 0; i < 1 << bit; i++) {
        int to = ((1 << bit) + i) * words;
        for (int w = 0; w < words; w++) {
          table[to + w] = table[i * words + w] ^ left[w];
        }
      }
      polynomial.timesX(power);
    }
    long[] step = new long[words];
    for (int i = 0; i < (TABLES - 1) * 256; i++) {
      System.arraycopy(table, i * words, step, 0, words);
      int top = (int) (step[words - 1] >>> 56);
      shiftByte(step);
      for (int w = 0; w < words; w++) {
        table[(256 + i) * words + w] = step[w] ^ table[top * words + w];
      }
    }
    return table;
  }

  private long[] leftmost(long[] residue) {
    int shift = 64 * words - polynomial.degree();
    long[] left = residue.clone();
    for (int i = words - 1; i >= 0 && shift > 0; i--) {
      left[i] = residue[i] << shift | (i > 0 ? residue[i - 1] >>> 64 - shift : 0);
    }
    return left;
  }

  private static void shiftByte(long[] left) {
    for (int i = left.length - 1; i >= 0; i--) {
      left[i] = left[i] << 8 | (i > 0 ? left[i - 1] >>> 56 : 0);
    }
  }

  /** Takes the message's next bytes. */
  public void update(byte[] bytes) {
    update(bytes, 0, bytes.length);
  }

  /** Takes the message's next bytes, a part of an array. */
  public void update(byte[] bytes, int from, int length) {
    int end = from + length;
    int i = from;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      updateLong((long) LONG.get(bytes, i));
    }
    for (; i < end; i++) {
      int top = (int) (register[words - 1] >>> 56) ^ bytes[i] & 0xFF;
      shiftByte(register);
      for (int w = 0; w < words; w++) {
        register[w] ^= tables[top * words + w];
      }
    }
  }

  private void updateLong(long message) {
    int last = words - 1;
    long top = register[last] ^ message;
    int a = at(7, top >>> 56);
    int b = at(6, top >>> 48);
    int c = at(5, top >>> 40);
    int d = at(4, top >>> 32);
    int e = at(3, top >>> 24);
    int f = at(2, top >>> 16);
    int g = at(1, top >>> 8);
    int h = at(0, top);
    for (int w = last; w >= 0; w--) {
      long near = tables[a + w] ^ tables[b + w] ^ tables[c + w] ^ tables[d + w];
      long far = tables[e + w] ^ tables[f + w] ^ tables[g + w] ^ tables[h + w];
      register[w] = near ^ far ^ (w > 0 ? register[w - 1] : 0);
    }
  }

  private int at(int table, long value) {
    return (table * 256 + (int) (value & 0xFF)) * words;
  }

  /** The hash of what was taken; further bytes may follow. */
  public BitString digest() {
    long[] residue = residue();
    long[] key = state.words();
    long[] hash = new long[words];
    for (int j = 0; j < polynomial.degree(); j++) {
      long parity = 0;
      for (int w = 0; w < words; w++) {
        parity ^= residue[w] & key[w];
      }
      hash[j / 64] |= (long) (Long.bitCount(parity) & 1) << j;
      polynomial.timesX(residue);
    }
    return BitString.cut(polynomial.degree(), hash);
  }

  /** M mod p: the register has it times x^n. */
  private long[] residue() {
    int shift = 64 * words - polynomial.degree();
    long[] residue = Arrays.copyOf(register, words);
    for (int i = 0; i < words && shift > 0; i++) {
      residue[i] = register[i] >>> shift | (i + 1 < words ? register[i + 1] << 64 - shift : 0);
    }
    for (int i = 0; i < polynomial.degree(); i++) {
      polynomial.overX(residue);
    }
    return residue;
  }
}
