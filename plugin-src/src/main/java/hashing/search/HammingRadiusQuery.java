package hashing.search;

import java.util.List;
import java.util.Objects;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;

/**
 * The documents whose codes lie within a radius of a code, or of one of several; exact.
 *
 * <p>The score is {@code 1 / (1 + distance)}, of the nearest code. Immutable but for its trace. In
 * each segment the cheapest way is taken: through the tables, by a scan, or, where another clause
 * leads, document by document.
 */
public final class HammingRadiusQuery extends Query {
  private final String field;
  private final int bitCount;
  private final QueryCodes codes;
  private final int radius;
  private final SearchTrace trace = new SearchTrace();

  /**
   * @param codes one code or more, {@code ceil(bitCount / 8)} bytes each
   * @param radius bits, inclusive, {@code 0..bitCount}
   * @throws IllegalArgumentException if the radius or a code's length is out of range
   */
  public HammingRadiusQuery(String field, int bitCount, List<byte[]> codes, int radius) {
    checkRadius("radius", radius, bitCount);
    this.field = Objects.requireNonNull(field);
    this.bitCount = bitCount;
    this.codes = new QueryCodes(bitCount, codes);
    this.radius = radius;
  }

  static void checkRadius(String name, int radius, int bitCount) {
    if (radius < 0 || radius > bitCount) {
      throw new IllegalArgumentException(
          name + " must lie in 0.." + bitCount + ", the bits of the codes, found " + radius);
    }
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new RadiusWeight(this, field, codes, radius, boost, searcher.getTimeout(), trace);
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return "hamming[" + field + "] " + codes + " max_distance=" + radius + trace;
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other) && equalsTo(getClass().cast(other));
  }

  private boolean equalsTo(HammingRadiusQuery other) {
    return field.equals(other.field)
        && bitCount == other.bitCount
        && codes.equals(other.codes)
        && radius == other.radius;
  }

  @Override
  public int hashCode() {
    return Objects.hash(classHash(), field, bitCount, codes, radius);
  }
}
