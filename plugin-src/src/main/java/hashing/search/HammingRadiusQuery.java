package hashing.search;

import java.util.List;
import java.util.function.LongConsumer;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/**
 * Matches the documents at most {@code radius} bits away from the nearest of several codes,
 * exactly.
 *
 * <p>Where it leads a conjunction, each segment is scanned or its tables are probed, whichever is
 * estimated to cost less; where a much rarer clause leads, that one's documents are verified one by
 * one. Memory: few documents of a segment take 8 bytes each, many take one byte, or two if the
 * radius is above 254, and one bit for each document of the segment, until its scorers are gone. A
 * search told to stop gives a {@link SearchStoppedException} at the next move of a scorer.
 */
public final class HammingRadiusQuery extends HammingQuery {

  private final int radius;
  private final Strategy strategy;
  private final LongConsumer memory;

  /**
   * @param bitCount bits of a code, 1 to 16384
   * @param codes at least one code, {@code byte[ceil(bitCount / 8)]} each; copied
   * @param radius 0 to {@code bitCount}, inclusive
   * @param memory is told of bytes that are about to be taken for one segment's documents, where
   *     these are many, and throws if there is no room; no part of the query's identity
   * @throws IllegalArgumentException if an argument is out of range; the message names field, what
   *     was found and what is allowed
   */
  public HammingRadiusQuery(
      String field, int bitCount, List<byte[]> codes, int radius, LongConsumer memory) {
    this(field, bitCount, codes, radius, Strategy.AUTO, memory);
  }

  /** The same, where memory need not be asked for. */
  public HammingRadiusQuery(String field, int bitCount, List<byte[]> codes, int radius) {
    this(field, bitCount, codes, radius, Strategy.AUTO);
  }

  HammingRadiusQuery(
      String field, int bitCount, List<byte[]> codes, int radius, Strategy strategy) {
    this(field, bitCount, codes, radius, strategy, _ -> {});
  }

  private HammingRadiusQuery(
      String field,
      int bitCount,
      List<byte[]> codes,
      int radius,
      Strategy strategy,
      LongConsumer memory) {
    super(field, bitCount, new QueryCodes(field, bitCount, codes), new SearchTrace());
    this.radius = radius;
    this.strategy = strategy;
    this.memory = memory;
    checkDistance("max_distance", radius);
  }

  /** The largest distance that matches. */
  public int radius() {
    return radius;
  }

  Strategy strategy() {
    return strategy;
  }

  LongConsumer memory() {
    return memory;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    trace.clear();
    return new RadiusWeight(this, searcher.getTimeout(), scoreMode, boost);
  }

  Explanation explain(byte[] code, float boost) {
    if (code == null) {
      return Explanation.noMatch("no code in field [" + field + "]");
    }
    int distance = codes.distance(code);
    List<Explanation> details = DistanceDetails.of(codes, code);
    String text = "hamming distance " + distance + " in field [" + field + "], ";
    return distance <= radius
        ? Explanation.match(
            score(boost, distance),
            text + "within " + radius + ", computed as boost / (1 + distance) from:",
            details)
        : Explanation.noMatch(text + "not within " + radius, details);
  }

  @Override
  public String toString(String defaultField) {
    return "hamming["
        + field
        + "] max_distance="
        + radius
        + (codes.count() == 1 ? "" : " codes=" + codes.count())
        + trace;
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other)
        && equalCodes((HammingQuery) other)
        && radius == ((HammingRadiusQuery) other).radius;
  }

  @Override
  public int hashCode() {
    return hashOfCodes() * 31 + radius;
  }
}
