package hashing.train.eval;

import hashing.train.data.Labels;
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
  private final Labels labels;

  WordCodes(CodedItems items) {
    wordsPerCode = (items.bitCount() + Long.SIZE - 1) / Long.SIZE;
    words = new long[Math.multiplyExact(wordsPerCode, items.size())];
    labels = items.labels();
    for (int i = 0; i < items.size(); i++) {
      System.arraycopy(toWords(items.codes()[i]), 0, words, i * wordsPerCode, wordsPerCode);
    }
  }

  /** Counts items, and those that share a label, at each distance from a query. */
  void histograms(CodedItems queries, int number, int[] all, int[] relevant) {
    Arrays.fill(all, 0);
    Arrays.fill(relevant, 0);
    long[] query = toWords(queries.codes()[number]);
    int at = 0;
    for (int item = 0; item < labels.size(); item++) {
      int distance = 0;
      for (int word = 0; word < wordsPerCode; word++) {
        distance += Long.bitCount(words[at++] ^ query[word]);
      }
      all[distance]++;
      if (labels.share(item, queries.labels(), number)) {
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
