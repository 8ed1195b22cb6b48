package hashing.train.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * The labels of rows, from 0: one each, or a set each. Two rows are relevant to one another if they
 * share a label.
 *
 * <p>Arrays are not copied. Cost of {@link #share}: one comparison, or one for 64 labels of sets.
 */
public final class Labels {

  private final int[] single;
  private final int[][] sets;
  private final int count;
  private final int words;
  private final long[] bits;

  private Labels(int[] single, int[][] sets, int count) {
    this.single = single;
    this.sets = sets;
    this.count = count;
    words = (count + Long.SIZE - 1) / Long.SIZE;
    bits = sets == null ? null : new long[Math.multiplyExact(words, sets.length)];
  }

  /**
   * One label a row.
   *
   * @throws IllegalArgumentException if one is below 0
   */
  public static Labels single(int[] labels) {
    for (int row = 0; row < labels.length; row++) {
      check(labels[row], row, Integer.MAX_VALUE - 1);
    }
    return new Labels(labels, null, Arrays.stream(labels).max().orElse(-1) + 1);
  }

  /**
   * A set a row.
   *
   * @param sets without repetitions; a row without labels is relevant to none
   * @param count one more than the highest label there may be
   * @throws IllegalArgumentException if a label is not in 0..count-1
   */
  public static Labels sets(int[][] sets, int count) {
    Labels labels = new Labels(null, sets, count);
    for (int row = 0; row < sets.length; row++) {
      for (int label : sets[row]) {
        check(label, row, count - 1);
        labels.bits[row * labels.words + (label >> 6)] |= 1L << label;
      }
    }
    return labels;
  }

  private static void check(int label, int row, int most) {
    if (label < 0 || label > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "label [%d] of row [%d]; 0 to %d are allowed", label, row, most));
    }
  }

  /** Number of rows. */
  public int size() {
    return single != null ? single.length : sets.length;
  }

  /** One more than the highest label. */
  public int count() {
    return count;
  }

  /** Whether each row has one label, known as {@link #ofEach}. */
  public boolean isSingle() {
    return single != null;
  }

  /**
   * The label of each row, {@code int[size]}.
   *
   * @throws IllegalArgumentException if rows have sets of labels
   */
  public int[] ofEach() {
    if (single == null) {
      throw new IllegalArgumentException(
          "rows with several labels each were found; one label a row is allowed here");
    }
    return single;
  }

  /** The labels of one row. */
  public int[] of(int row) {
    return single != null ? new int[] {single[row]} : sets[row];
  }

  /** Whether a row here and a row of others, which count the same labels, have one in common. */
  public boolean share(int row, Labels others, int other) {
    if (single != null) {
      return single[row] == others.single[other];
    }
    for (int word = 0; word < words; word++) {
      if ((bits[row * words + word] & others.bits[other * words + word]) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #share} can compare the two. */
  public boolean comparable(Labels others) {
    return isSingle() == others.isSingle() && (isSingle() || count == others.count);
  }

  /** The labels of some rows, in the order given. */
  public Labels select(int[] which) {
    if (single != null) {
      return single(Arrays.stream(which).map(row -> single[row]).toArray());
    }
    return sets(Arrays.stream(which).mapToObj(row -> sets[row]).toArray(int[][]::new), count);
  }
}
