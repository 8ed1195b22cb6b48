package hashing.train.eval;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Ranks a database by Hamming distance for each query and measures how relevant items fare.
 *
 * <p>An item is relevant if it has a label of the query's. A query that is itself in the database
 * is refused unless it was asked for. Cost: {@code queries * database * bitCount / 64} for the
 * distances, and {@code bitCount} a query for the figures. Not thread-safe.
 */
public final class RetrievalEvaluator {

  /** Radius of the figures within a ball. */
  public static final int RADIUS = 2;

  private final List<Integer> cutoffs;

  /**
   * @throws IllegalArgumentException if a cut-off is below 1
   */
  public RetrievalEvaluator(List<Integer> cutoffs) {
    for (int cutoff : cutoffs) {
      if (cutoff < 1) {
        throw new IllegalArgumentException("cut-off [" + cutoff + "] must be at least 1");
      }
    }
    this.cutoffs = List.copyOf(cutoffs);
  }

  /** Whether a query may be an item of the database, and so find itself. */
  public enum Overlap {
    REFUSED,
    ALLOWED
  }

  /**
   * Evaluates.
   *
   * @param progress told the number of queries done, from time to time
   * @throws IllegalArgumentException if the two differ in bits or labels, or share an item and must
   *     not
   */
  public RetrievalMetrics evaluate(
      CodedItems queries, CodedItems database, Overlap overlap, LongConsumer progress) {
    if (queries.bitCount() != database.bitCount()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "queries have [%d] bits, the database [%d]; they must agree",
              queries.bitCount(),
              database.bitCount()));
    }
    if (!database.labels().comparable(queries.labels())) {
      throw new IllegalArgumentException(
          "queries and database differ in their kind or number of labels; they must agree");
    }
    if (overlap == Overlap.REFUSED) {
      refuseOverlap(queries, database);
    }
    Totals totals = new Totals(cutoffs, database.size());
    WordCodes words = new WordCodes(database);
    int[] all = new int[database.bitCount() + 1];
    int[] relevant = new int[database.bitCount() + 1];
    for (int query = 0; query < queries.size(); query++) {
      words.histograms(queries, query, all, relevant);
      totals.add(all, relevant);
      progress.accept(query + 1L);
    }
    return totals.mean(queries.size(), database.size(), bitBalance(database));
  }

  /** As above: overlap refused, no progress. */
  public RetrievalMetrics evaluate(CodedItems queries, CodedItems database) {
    return evaluate(queries, database, Overlap.REFUSED, done -> {});
  }

  private static void refuseOverlap(CodedItems queries, CodedItems database) {
    if (!queries.source().equals(database.source())) {
      return;
    }
    Set<Integer> origins = new HashSet<>();
    for (int origin : database.origins()) {
      origins.add(origin);
    }
    for (int origin : queries.origins()) {
      if (origins.contains(origin)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "query [%d] of source [%s] is in the database too; a query must not find itself",
                origin,
                queries.source()));
      }
    }
  }

  private static double bitBalance(CodedItems items) {
    long[] ones = new long[items.bitCount()];
    for (byte[] code : items.codes()) {
      for (int bit = 0; bit < ones.length; bit++) {
        ones[bit] += (code[bit >> 3] >>> (7 - (bit & 7))) & 1;
      }
    }
    double balance = 0;
    for (long one : ones) {
      balance += 1 - Math.abs(2.0 * one - items.size()) / items.size();
    }
    return balance / ones.length;
  }

  /** Sums over queries. */
  private static final class Totals {
    private final List<Integer> cutoffs;
    private final TiedRanking ranking;
    private final double[] mapHash;
    private final double[] mapIr;
    private final double[] precision;
    private double map;
    private double inRadius;
    private int emptyBalls;
    private int withoutRelevant;

    Totals(List<Integer> cutoffs, int databaseSize) {
      this.cutoffs = cutoffs;
      ranking = new TiedRanking(databaseSize);
      mapHash = new double[cutoffs.size()];
      mapIr = new double[cutoffs.size()];
      precision = new double[cutoffs.size()];
    }

    void add(int[] all, int[] relevant) {
      int items = sum(all, all.length);
      int relevantItems = sum(relevant, relevant.length);
      int ball = sum(all, RADIUS + 1);
      if (ball == 0) {
        emptyBalls++;
      } else {
        inRadius += (double) sum(relevant, RADIUS + 1) / ball;
      }
      if (relevantItems == 0) {
        withoutRelevant++;
        return;
      }
      map += ranking.precisionSum(all, relevant, items) / relevantItems;
      for (int i = 0; i < cutoffs.size(); i++) {
        int cutoff = cutoffs.get(i);
        mapHash[i] += ranking.averagePrecisionInside(all, relevant, cutoff);
        mapIr[i] += ranking.precisionSum(all, relevant, cutoff) / Math.min(cutoff, relevantItems);
        precision[i] += ranking.relevantInside(all, relevant, cutoff) / cutoff;
      }
    }

    RetrievalMetrics mean(int queries, int database, double bitBalance) {
      return new RetrievalMetrics(
          queries,
          withoutRelevant,
          database,
          map / queries,
          byCutoff(mapHash, queries),
          byCutoff(mapIr, queries),
          byCutoff(precision, queries),
          inRadius / queries,
          (double) emptyBalls / queries,
          bitBalance);
    }

    private Map<Integer, Double> byCutoff(double[] sums, int queries) {
      Map<Integer, Double> means = new LinkedHashMap<>();
      for (int i = 0; i < sums.length; i++) {
        means.put(cutoffs.get(i), sums[i] / queries);
      }
      return means;
    }

    private static int sum(int[] counts, int end) {
      int sum = 0;
      for (int i = 0; i < Math.min(end, counts.length); i++) {
        sum += counts[i];
      }
      return sum;
    }
  }
}
