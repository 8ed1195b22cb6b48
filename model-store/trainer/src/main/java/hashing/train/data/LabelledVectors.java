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
 * Rows of floats with labels, one class or several each. Arrays are not copied.
 *
 * @param name what the data are called, for example {@code fashion-mnist/train}
 * @param sha256 of the files they come from, lower-case hex; it names the source
 * @param input what an encoder of such rows takes, and how that becomes a row
 * @param rows {@code float[n][width]}
 * @param labelSets of n rows
 * @param origins number of each row within its source, so that parts of one source can be told
 *     apart
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LabelledVectors(
    String name, String sha256, InputSpec input, float[][] rows, Labels labelSets, int[] origins) {

  public LabelledVectors {
    if (rows.length == 0 || rows.length != labelSets.size() || rows.length != origins.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[%s] has [%d] rows, [%d] labels and [%d] origins; it must have as many of each, above 0",
              name,
              rows.length,
              labelSets.size(),
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
    }
  }

  /** Rows with one label each. */
  public LabelledVectors(
      String name, String sha256, InputSpec input, float[][] rows, int[] labels, int[] origins) {
    this(name, sha256, input, rows, Labels.single(labels), origins);
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

  /**
   * The label of each row.
   *
   * @throws IllegalArgumentException if rows have sets of labels
   */
  public int[] labels() {
    return labelSets.ofEach();
  }

  /** One more than the highest label. */
  public int classCount() {
    return labelSets.count();
  }

  /**
   * Some rows to ask with, at most so many: as many of each class where that goes up, or evenly
   * spread where rows have sets of labels.
   */
  public LabelledVectors spread(int limit) {
    if (labelSets.isSingle()) {
      LabelledVectors balanced = firstOfEachClass(Math.ceilDiv(limit, classCount()));
      return balanced.size() <= limit ? balanced : balanced.first(limit);
    }
    int count = Math.min(limit, size());
    return select(IntStream.range(0, count).map(i -> (int) ((long) i * size() / count)).toArray());
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

  /**
   * The first rows of every class, at most so many of each, in order. Where rows have sets of
   * labels: each row with a label that fewer rows before it have; one without labels is not taken.
   */
  public LabelledVectors firstOfEachClass(int perClass) {
    int[] seen = new int[classCount()];
    int[] selected = new int[size()];
    int count = 0;
    for (int row = 0; row < selected.length; row++) {
      boolean wanted = false;
      for (int label : labelSets.of(row)) {
        wanted |= seen[label]++ < perClass;
      }
      if (wanted) {
        selected[count++] = row;
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
    int[] someOrigins = new int[which.length];
    for (int i = 0; i < which.length; i++) {
      someRows[i] = rows[which[i]];
      someOrigins[i] = origins[which[i]];
    }
    return new LabelledVectors(name, sha256, input, someRows, labelSets.select(which), someOrigins);
  }
}
