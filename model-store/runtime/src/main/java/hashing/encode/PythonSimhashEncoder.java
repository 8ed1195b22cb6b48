package hashing.encode;

import hashing.code.Codes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;

/**
 * SimHash as the Python package simhash 2.x computes it from a text, bit for bit.
 *
 * <p>The text in lower case; its letters, digits, numbers and {@code _} joined without gaps; each
 * run of 4 code points is a feature, repeats counted, a shorter text is one feature. A feature's
 * hash is the last {@code bitCount / 8} bytes of the MD5 of its UTF-8; a bit is 1 where more than
 * half of the features have it. Letters and numbers are those of the JDK's Unicode version.
 *
 * <p>Cost: one MD5 for each code point. Safe for many threads.
 *
 * <p>Source: Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002,
 * section 3.
 */
final class PythonSimhashEncoder implements Encoder {

  private static final int WINDOW = 4;

  private final int bitCount;

  /**
   * For codes of {@code bitCount} bits.
   *
   * @param bitCount a multiple of 8 up to 128, the length of an MD5
   */
  PythonSimhashEncoder(int bitCount) {
    if (bitCount < 8 || bitCount > 128 || bitCount % 8 != 0) {
      throw new IllegalArgumentException(
          "bits: found " + bitCount + ", allowed are multiples of 8 up to 128");
    }
    this.bitCount = bitCount;
  }

  @Override
  public int bitCount() {
    return bitCount;
  }

  @Override
  public InputKind input() {
    return InputKind.TEXT;
  }

  @Override
  public List<Encoding> encode(List<EncoderInput> inputs) {
    return EncodeEach.of(inputs, input -> code(EncodeEach.text(input)));
  }

  private byte[] code(String text) {
    int[] kept =
        text.toLowerCase(Locale.ROOT).codePoints().filter(PythonSimhashEncoder::isWord).toArray();
    MessageDigest md5 = md5();
    int[] ones = new int[bitCount];
    int features = Math.max(kept.length - WINDOW + 1, 1);
    for (int i = 0; i < features; i++) {
      String feature = new String(kept, i, Math.min(WINDOW, kept.length));
      byte[] digest = md5.digest(feature.getBytes(StandardCharsets.UTF_8));
      int start = 8 * digest.length - bitCount;
      for (int bit = 0; bit < bitCount; bit++) {
        if (Codes.get(digest, start + bit)) {
          ones[bit]++;
        }
      }
    }
    byte[] code = new byte[Codes.byteLength(bitCount)];
    for (int bit = 0; bit < bitCount; bit++) {
      if (2L * ones[bit] > features) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  /** Python's {@code \w}: categories L, Nd, Nl, No, and the underscore. */
  private static boolean isWord(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || codePoint == '_'
        || Character.getType(codePoint) == Character.LETTER_NUMBER
        || Character.getType(codePoint) == Character.OTHER_NUMBER;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has MD5", e);
    }
  }

  @Override
  public void close() {}
}
