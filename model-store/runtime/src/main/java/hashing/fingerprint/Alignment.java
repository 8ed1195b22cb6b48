package hashing.fingerprint;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Which bit of one encoder is compared with which of the other.
 *
 * @param order bit {@code i} of the one is bit {@code order[i]} of the other
 * @param turned where that one is turned over
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Alignment(int[] order, boolean[] turned) {

  /** Each with itself. */
  static Alignment straight(int bitCount) {
    return new Alignment(IntStream.range(0, bitCount).toArray(), new boolean[bitCount]);
  }

  /**
   * Sorts the bits of both by their answers, and by the size of the relaxed value of the first
   * probe where bits answer all alike; those of one place belong together.
   */
  static Alignment of(byte[][] one, byte[][] other, Fingerprint first, Fingerprint second) {
    int[] ofOne = sorted(one, first);
    int[] ofOther = sorted(other, second);
    int[] order = new int[ofOne.length];
    boolean[] turned = new boolean[ofOne.length];
    for (int place = 0; place < order.length; place++) {
      int bit = ofOne[place];
      order[bit] = ofOther[place];
      turned[bit] = AnswerHash.turned(one, bit) != AnswerHash.turned(other, order[bit]);
    }
    return new Alignment(order, turned);
  }

  private static int[] sorted(byte[][] codes, Fingerprint fingerprint) {
    int bits = fingerprint.bitCount();
    byte[][] columns = new byte[bits][];
    for (int bit = 0; bit < bits; bit++) {
      columns[bit] = AnswerHash.column(codes, bit);
    }
    float[] relaxed = fingerprint.relaxed();
    Comparator<Integer> byAnswers =
        Comparator.comparing(bit -> columns[bit], Arrays::compareUnsigned);
    return IntStream.range(0, bits)
        .boxed()
        .sorted(byAnswers.thenComparing(bit -> relaxed == null ? 0 : Math.abs(relaxed[bit])))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  boolean isStraight() {
    for (int bit = 0; bit < order.length; bit++) {
      if (order[bit] != bit || turned[bit]) {
        return false;
      }
    }
    return true;
  }
}
