package hashing.join;

import hashing.probe.SubstringEnumerator;
import hashing.probe.SubstringKeys;
import java.util.Arrays;

/**
 * Codes drawn at random from both sides of a join, to foresee how many pairs share buckets.
 *
 * <p>Equal substrings are counted among many codes: of {@code n} drawn from {@code N}, the pairs
 * times {@code (N / n)^2} are to be expected. Near ones, and several equal ones, among few.
 */
final class PlanSample {
  private static final int MOST = 1 << 16;
  private static final int LEAST = 1 << 12;

  /** One code in so many, so that a plan takes a small share of what it plans. */
  private static final int SHARE = 16;

  private static final int FEW = 512;
  private static final long SEED = 0x9E3779B97F4A7C15L;

  private final boolean self;
  private final boolean half;
  private final int wordCount;
  private final double rows;
  private final long columns;
  private final long[] manyLeft;
  private final long[] manyRight;
  private final long[] fewLeft;
  private final long[] fewRight;

  /**
   * @param half whether of a set joined with itself each pair is met once
   * @param share of the left codes that are rows
   */
  PlanSample(JoinCodes left, JoinCodes right, boolean half, double share) {
    self = left == right;
    this.half = half;
    wordCount = right.wordCount();
    rows = left.count() * share;
    columns = right.count();
    manyLeft = draw(left, many(left), 1);
    manyRight = self ? manyLeft : draw(right, many(right), 2);
    fewLeft = draw(left, FEW, 3);
    fewRight = draw(right, FEW, 4);
  }

  private static int many(JoinCodes codes) {
    return Math.clamp(codes.count() / SHARE, LEAST, MOST);
  }

  /** Each code with the same chance, about {@code wanted} of them; all if there are no more. */
  private static long[] draw(JoinCodes codes, int wanted, int stream) {
    int wordCount = codes.wordCount();
    if (codes.count() <= wanted) {
      return codes.words();
    }
    long limit = (long) ((double) wanted / codes.count() * (1L << 32));
    long[] drawn = new long[wanted / 8 * 9 * wordCount + 64 * wordCount];
    int size = 0;
    for (int i = 0; i < codes.count() && size + wordCount <= drawn.length; i++) {
      long mixed = (i + (long) stream * codes.count() + 1) * SEED;
      mixed = (mixed ^ mixed >>> 32) * SEED;
      if (mixed >>> 32 < limit) {
        System.arraycopy(codes.words(), i * wordCount, drawn, size, wordCount);
        size += wordCount;
      }
    }
    return Arrays.copyOf(drawn, size);
  }

  double rows() {
    return rows;
  }

  long columns() {
    return columns;
  }

  /** A few of the right codes. */
  long[] few() {
    return fewRight;
  }

  private int[] keys(SubstringKeys keys, int table, long[] words) {
    int[] own = new int[words.length / wordCount];
    for (int i = 0; i < own.length; i++) {
      own[i] = keys.key(table, words, i * wordCount);
    }
    return own;
  }

  /** Pairs to be expected in equal buckets, of each table. */
  double[] equalPairs(int[][] tables) {
    SubstringKeys keys = new SubstringKeys(tables, wordCount);
    double[] pairs = new double[tables.length];
    double drawnLeft = (double) manyLeft.length / wordCount;
    double drawnRight = (double) manyRight.length / wordCount;
    double scale = drawnLeft * drawnRight == 0 ? 0 : rows / drawnLeft * (columns / drawnRight);
    for (int t = 0; t < tables.length; t++) {
      int[] right = keys(keys, t, manyRight);
      Arrays.sort(right);
      long sum = self ? equalPairs(right) : equalPairs(keys(keys, t, manyLeft), right);
      pairs[t] = self && !half ? 2 * sum * scale + rows : sum * scale;
    }
    return pairs;
  }

  /** Pairs of equal keys, each once, among those in order. */
  private static long equalPairs(int[] sorted) {
    long sum = 0;
    int first = 0;
    for (int i = 1; i < sorted.length; i++) {
      first = sorted[i] == sorted[first] ? first : i;
      sum += i - first;
    }
    return sum;
  }

  /** Pairs of equal keys of two sets, the second one in order. */
  private static long equalPairs(int[] left, int[] sorted) {
    Arrays.sort(left);
    long sum = 0;
    int first = 0;
    int end = 0;
    for (int key : left) {
      while (first < sorted.length && sorted[first] < key) {
        first++;
      }
      end = Math.max(end, first);
      while (end < sorted.length && sorted[end] == key) {
        end++;
      }
      sum += end - first;
    }
    return sum;
  }

  /** Substring distances of the few: {@code [left][right][table]}, laid flat. */
  private byte[] distances(int[][] tables) {
    SubstringKeys keys = new SubstringKeys(tables, wordCount);
    int lefts = fewLeft.length / wordCount;
    int rights = fewRight.length / wordCount;
    byte[] distances = new byte[lefts * rights * tables.length];
    for (int t = 0; t < tables.length; t++) {
      int[] ownLeft = keys(keys, t, fewLeft);
      int[] ownRight = keys(keys, t, fewRight);
      for (int i = 0; i < lefts; i++) {
        for (int j = 0; j < rights; j++) {
          distances[(i * rights + j) * tables.length + t] =
              (byte) Integer.bitCount(ownLeft[i] ^ ownRight[j]);
        }
      }
    }
    return distances;
  }

  /** What a pair of the few stands for. Where a set is joined with itself, pairs count once. */
  private double scale(int pairs) {
    return pairs == 0 ? 0 : rows * columns / pairs / (half ? 2 : 1);
  }

  /** Pairs to be expected that share at least so many equal buckets. */
  double sharingPairs(int[][] tables, int least) {
    byte[] distances = distances(tables);
    int pairs = distances.length / tables.length;
    long found = 0;
    for (int pair = 0; pair < pairs; pair++) {
      int shared = 0;
      for (int t = 0; t < tables.length; t++) {
        shared += distances[pair * tables.length + t] == 0 ? 1 : 0;
      }
      found += shared >= least ? 1 : 0;
    }
    return found * scale(pairs);
  }

  /** Pairs within a radius to be expected in equal buckets, once for each table. */
  double nearInBuckets(int[][] tables, int radius) {
    SubstringKeys keys = new SubstringKeys(tables, wordCount);
    int lefts = fewLeft.length / wordCount;
    int rights = fewRight.length / wordCount;
    long found = 0;
    long pairs = 0;
    for (int i = 0; i < lefts; i++) {
      for (int j = 0; j < rights; j++) {
        int distance = 0;
        for (int w = 0; w < wordCount; w++) {
          distance += Long.bitCount(fewLeft[i * wordCount + w] ^ fewRight[j * wordCount + w]);
        }
        // Those drawn on both sides are no pair where a set is joined with itself.
        boolean pair = !self || distance > 0;
        pairs += pair ? 1 : 0;
        for (int t = 0; pair && distance <= radius && t < tables.length; t++) {
          int own = keys.key(t, fewLeft, i * wordCount);
          found += own == keys.key(t, fewRight, j * wordCount) ? 1 : 0;
        }
      }
    }
    return pairs == 0 ? 0 : found * (double) rows * columns / pairs / (half ? 2 : 1);
  }

  /** Words of a code. */
  int wordCount() {
    return wordCount;
  }

  /** Pairs to be expected at each substring distance, of each table. */
  double[][] pairsByDistance(int[][] tables) {
    byte[] distances = distances(tables);
    int pairs = distances.length / tables.length;
    double[] equal = equalPairs(tables);
    double[][] expected = new double[tables.length][];
    for (int t = 0; t < tables.length; t++) {
      int width = tables[t].length;
      long[] histogram = new long[width + 1];
      for (int pair = 0; pair < pairs; pair++) {
        histogram[distances[pair * tables.length + t]]++;
      }
      expected[t] = new double[width + 1];
      expected[t][0] = equal[t];
      for (int d = 1; d <= width; d++) {
        // What the few hold none of is not free: the uniform share counts as one pair.
        double uniform = values(width, d) * Math.scalb(1.0, -width);
        expected[t][d] = (histogram[d] + uniform) * scale(pairs + 1);
      }
    }
    return expected;
  }

  /** Values of a substring at a distance. */
  static double values(int width, int distance) {
    return SubstringEnumerator.count(width, distance);
  }
}
