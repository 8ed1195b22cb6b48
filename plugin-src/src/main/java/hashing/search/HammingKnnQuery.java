package hashing.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.join.BitSetProducer;

/**
 * The k documents whose codes are nearest to a code, or to the nearest of several; exact, deletes
 * and filter regarded, ties at the k-th place broken by document order.
 *
 * <p>The score is {@code 1 / (1 + distance)}. Immutable but for its trace. Memory is bounded by k
 * for each segment. The search is done when the weight is made, over all segments with a bound
 * shared among them. Where the searcher's timeout fires it ends early; the searcher asks the same
 * timeout again before it collects, and reports that.
 */
public final class HammingKnnQuery extends Query {
  private final String field;
  private final int bitCount;
  private final QueryCodes codes;
  private final int k;
  private final int maxDistance;
  private final Query filter;
  private final BitSetProducer parents;
  private final SearchTrace trace = new SearchTrace();

  /**
   * @param codes one code or more, {@code ceil(bitCount / 8)} bytes each
   * @param k at least 1
   * @param maxDistance documents farther away do not match; {@code bitCount} for no such limit
   * @param filter what a document must match to count among the k, null for nothing
   * @param parents where the field lies in child documents: the parents, k of which are found, each
   *     by its nearest child; else null
   * @throws IllegalArgumentException if a number or a code's length is out of range
   */
  public HammingKnnQuery(
      String field,
      int bitCount,
      List<byte[]> codes,
      int k,
      int maxDistance,
      Query filter,
      BitSetProducer parents) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, found " + k);
    }
    HammingRadiusQuery.checkRadius("maxDistance", maxDistance, bitCount);
    this.field = Objects.requireNonNull(field);
    this.bitCount = bitCount;
    this.codes = new QueryCodes(bitCount, codes);
    this.k = k;
    this.maxDistance = maxDistance;
    this.filter = filter;
    this.parents = parents;
  }

  private HammingKnnQuery(HammingKnnQuery query, Query filter) {
    field = query.field;
    bitCount = query.bitCount;
    codes = query.codes;
    k = query.k;
    maxDistance = query.maxDistance;
    parents = query.parents;
    this.filter = filter;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    if (filter == null) {
      return this;
    }
    Query rewritten = filter.rewrite(searcher);
    return rewritten == filter ? this : new HammingKnnQuery(this, rewritten);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    NearestSearch search =
        new NearestSearch(
            field,
            codes,
            k,
            filter == null
                ? null
                : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1),
            parents,
            new AtomicInteger(maxDistance),
            searcher.getTimeout(),
            trace);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    List<Callable<long[]>> tasks = new ArrayList<>(leaves.size());
    for (LeafReaderContext leaf : leaves) {
      tasks.add(() -> search.search(leaf));
    }
    List<long[]> found = searcher.getTaskExecutor().invokeAll(tasks);
    return new KnnWeight(this, field, codes, boost, nearest(leaves, found));
  }

  /** For each segment its share of the k nearest. */
  private FoundDocuments[] nearest(List<LeafReaderContext> leaves, List<long[]> found) {
    long[] all = new long[found.stream().mapToInt(part -> part.length).sum()];
    int count = 0;
    for (int leaf = 0; leaf < found.size(); leaf++) {
      for (long encoded : found.get(leaf)) {
        all[count++] = encoded + leaves.get(leaf).docBase;
      }
    }
    Arrays.sort(all);
    long last = all.length == 0 ? -1 : all[Math.min(k, all.length) - 1];
    FoundDocuments[] shares = new FoundDocuments[found.size()];
    for (int leaf = 0; leaf < shares.length; leaf++) {
      int docBase = leaves.get(leaf).docBase;
      shares[leaf] =
          new FoundDocuments(
              Arrays.stream(found.get(leaf))
                  .filter(encoded -> encoded + docBase <= last)
                  .toArray());
    }
    return shares;
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String defaultField) {
    return "hamming["
        + field
        + "] "
        + codes
        + " k="
        + k
        + (maxDistance < bitCount ? " max_distance=" + maxDistance : "")
        + (filter == null ? "" : " filter=" + filter)
        + trace;
  }

  @Override
  public boolean equals(Object other) {
    return sameClassAs(other) && equalsTo(getClass().cast(other));
  }

  private boolean equalsTo(HammingKnnQuery other) {
    return field.equals(other.field)
        && bitCount == other.bitCount
        && codes.equals(other.codes)
        && k == other.k
        && maxDistance == other.maxDistance
        && Objects.equals(filter, other.filter)
        && Objects.equals(parents, other.parents);
  }

  @Override
  public int hashCode() {
    return Objects.hash(classHash(), field, bitCount, codes, k, maxDistance, filter, parents);
  }
}
