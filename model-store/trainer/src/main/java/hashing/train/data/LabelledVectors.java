package hashing.train.data;

import hashing.encode.InputSpec;
import hashing.train.math.Permutation;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of floats with a class each. Arrays are not copied.
 *
 * @param name what the data are called, for example {@code fashion-mnist/train}
 * @param sha256 of the files they come from, lower-case hex; it names the source
 * @param input what an encoder of such rows takes, and how that becomes a row
 * @param rows {@code float[n][width]}
 * @param labels {@code int[n]}, from 0
 * @param origins number of each row within its source, so that parts of one source can be told
 *     apart
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LabelledVectors(
    String name, String sha256, InputSpec input, float[][] rows, int[] labels, int[] origins) {

  public LabelledVectors {
    if (rows.length == 0 || rows.length != labels.length || rows.length != origins.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%s] has [%d] rows, [%d] labels and [%d] origins; it must have as many of each, above 0",
              name,
              rows.length,
              labels.length,
              origins.length));
    }
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != input.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "row [%d] of [%s] has [%d] values; its input gives [%d]",
                i,
                name,
                rows[i].length,
                input.size()));
      }
      if (labels[i] < 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT, "label [%d] of row [%d] of [%s] is below 0", labels[i], i, name));
      }
    }
  }

  /** All rows of a source. */
  public LabelledVectors(
      String name, String sha256, InputSpec input, float[][] rows, int[] labels) {
    this(name, sha256, input, rows, labels, Permutation.identity(rows.length));
  }

  /** Two parts of one source. */
  public record Split(LabelledVectors kept, LabelledVectors heldOut) {}

  /** Number of rows. */
  public int size() {
    return rows.length;
  }

  /** Columns of a row. */
  public int width() {
    return rows[0].length;
  }

  /** One more than the highest label. */
  public int classCount() {
    return Arrays.stream(labels).max().orElseThrow() + 1;
  }

  /**
   * Holds out rows by chance, for choices that must not see the test set.
   *
   * @throws IllegalArgumentException if {@code heldOut} is not in 1..size-1
   */
  public Split split(int heldOut, long seed) {
    if (heldOut < 1 || heldOut >= size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%d] rows to hold out of [%s]; 1 to %d are possible",
              heldOut,
              name,
              size() - 1));
    }
    int[] shuffled = Permutation.random(size(), new Random(seed));
    int[] held = Arrays.copyOf(shuffled, heldOut);
    int[] kept = Arrays.copyOfRange(shuffled, heldOut, size());
    Arrays.sort(held);
    Arrays.sort(kept);
    return new Split(select(kept), select(held));
  }

  /** The first rows of every class, at most so many of each, in order. */
  public LabelledVectors firstOfEachClass(int perClass) {
    int[] taken = new int[classCount()];
    int[] selected = new int[size()];
    int count = 0;
    for (int i = 0; i < size(); i++) {
      if (taken[labels[i]]++ < perClass) {
        selected[count++] = i;
      }
    }
    return select(Arrays.copyOf(selected, count));
  }

  /** The first rows, at most so many. */
  public LabelledVectors first(int count) {
    return select(Permutation.identity(Math.min(count, size())));
  }

  /**
   * The rows that another part of the same source does not have.
   *
   * @throws IllegalArgumentException if none is left
   */
  public LabelledVectors without(LabelledVectors other) {
    Set<Integer> taken = Arrays.stream(other.origins).boxed().collect(Collectors.toSet());
    boolean sameSource = sha256.equals(other.sha256);
    return select(
        IntStream.range(0, size())
            .filter(row -> !sameSource || !taken.contains(origins[row]))
            .toArray());
  }

  /** Some rows, in the order given; they keep their origins. */
  public LabelledVectors select(int[] which) {
    float[][] someRows = new float[which.length][];
    int[] someLabels = new int[which.length];
    int[] someOrigins = new int[which.length];
    for (int i = 0; i < which.length; i++) {
      someRows[i] = rows[which[i]];
      someLabels[i] = labels[which[i]];
      someOrigins[i] = origins[which[i]];
    }
    return new LabelledVectors(name, sha256, input, someRows, someLabels, someOrigins);
  }
}
