package hashing.train.eval;

import hashing.code.Codes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What codes are like, whatever their labels.
 *
 * @param bitCorrelation mean magnitude of the correlation of two bits, over all pairs, 0 to 1; a
 *     constant bit tells nothing that another does not, so that its pairs count 1; 0 for one bit
 * @param distinctCodes how many different codes there are
 */
public record CodeStatistics(double bitCorrelation, long distinctCodes) {

  /** Of all items. Cost: {@code items * bitCount^2 / 64}. */
  public static CodeStatistics of(CodedItems items) {
    long distinct = Arrays.stream(items.codes()).map(ByteBuffer::wrap).distinct().count();
    return new CodeStatistics(correlation(items), distinct);
  }

  private static double correlation(CodedItems items) {
    int bits = items.bitCount();
    int words = (items.size() + Long.SIZE - 1) / Long.SIZE;
    long[][] columns = new long[bits][words];
    for (int item = 0; item < items.size(); item++) {
      for (int bit = 0; bit < bits; bit++) {
        if (Codes.get(items.codes()[item], bit)) {
          columns[bit][item >> 6] |= 1L << item;
        }
      }
    }
    double sum = 0;
    for (int a = 0; a < bits; a++) {
      for (int b = 0; b < a; b++) {
        sum += correlation(columns[a], columns[b], items.size());
      }
    }
    return bits == 1 ? 0 : sum / (bits * (bits - 1) / 2.0);
  }

  private static double correlation(long[] a, long[] b, int items) {
    double onesA = 0;
    double onesB = 0;
    double both = 0;
    for (int i = 0; i < a.length; i++) {
      onesA += Long.bitCount(a[i]);
      onesB += Long.bitCount(b[i]);
      both += Long.bitCount(a[i] & b[i]);
    }
    double spread = Math.sqrt(onesA * (items - onesA)) * Math.sqrt(onesB * (items - onesB));
    return spread == 0 ? 1 : Math.abs(items * both - onesA * onesB) / spread;
  }
}
