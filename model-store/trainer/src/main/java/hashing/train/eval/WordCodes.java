package hashing.train.eval;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A database's codes as words of 64 bits, one item behind the other, to count distances fast. */
final class WordCodes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int wordsPerCode;
  private final long[] words;
  private final int[] labels;

  WordCodes(CodedItems items) {
    wordsPerCode = (items.bitCount() + Long.SIZE - 1) / Long.SIZE;
    words = new long[Math.multiplyExact(wordsPerCode, items.size())];
    labels = items.labels();
    for (int i = 0; i < items.size(); i++) {
      System.arraycopy(toWords(items.codes()[i]), 0, words, i * wordsPerCode, wordsPerCode);
    }
  }

  /** Counts items, and those with the label, at each distance from a code. */
  void histograms(byte[] code, int label, int[] all, int[] relevant) {
    Arrays.fill(all, 0);
    Arrays.fill(relevant, 0);
    long[] query = toWords(code);
    int at = 0;
    for (int itemLabel : labels) {
      int distance = 0;
      for (int word = 0; word < wordsPerCode; word++) {
        distance += Long.bitCount(words[at++] ^ query[word]);
      }
      all[distance]++;
      if (itemLabel == label) {
        relevant[distance]++;
      }
    }
  }

  private long[] toWords(byte[] code) {
    byte[] padded = Arrays.copyOf(code, wordsPerCode * Long.BYTES);
    long[] of = new long[wordsPerCode];
    for (int i = 0; i < of.length; i++) {
      of[i] = (long) LONG.get(padded, i * Long.BYTES);
    }
    return of;
  }
}
