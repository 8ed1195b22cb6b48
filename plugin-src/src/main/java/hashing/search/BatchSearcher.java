package hashing.search;

import hashing.probe.ProbeCosts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/**
 * Answers many codes together, each with the documents nearest to it: exactly those that {@link
 * HammingKnnQuery} finds. Which documents a reader and a filter let through is looked up once for
 * all of them. Thread-safe, so that several threads may each answer some of the codes.
 */
public final class BatchSearcher {
  /** Codes from which to answer them together costs less than one by one. */
  private static final int FEW = 3;

  /** Nanoseconds to go by one document, and to read the code of one and put it in order. */
  private static final double PASS_DOCUMENT = 3;

  private static final double READ_DOCUMENT = 250;

  private final IndexSearcher searcher;
  private final String field;
  private final int bitCount;
  private final Query filter;

  /** The largest one first: it lowers the k-th distance most. */
  private final List<BatchLeaf> leaves;

  /** Cost of a scan, by which a segment's search is chosen; not a number to estimate it. */
  private final double scanNanos;

  private BatchSearcher(
      IndexSearcher searcher,
      String field,
      int bitCount,
      Query filter,
      List<BatchLeaf> leaves,
      double scanNanos) {
    this.searcher = searcher;
    this.field = field;
    this.bitCount = bitCount;
    this.filter = filter;
    this.leaves = leaves;
    this.scanNanos = scanNanos;
  }

  /** Takes documents; those of one code together, by distance, then number. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes a document.
     *
     * @param query place among the codes, ascending
     * @param docId of the searcher
     */
    void accept(int query, int docId, int distance) throws IOException;
  }

  /**
   * Looks up which documents count.
   *
   * @param filter matches the documents wanted, null for all
   * @return null where the codes of some segment are in another format than ours
   * @throws IllegalArgumentException if codes have another length; the message names both
   */
  public static BatchSearcher of(IndexSearcher searcher, String field, int bitCount, Query filter)
      throws IOException {
    return of(searcher, field, bitCount, filter, Double.NaN);
  }

  /** The same, as if a scan for one code cost so much. */
  static BatchSearcher of(
      IndexSearcher searcher, String field, int bitCount, Query filter, double scanNanos)
      throws IOException {
    Query rewritten = filter == null ? null : searcher.rewrite(filter);
    Weight weight =
        filter == null ? null : searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1f);
    List<BatchLeaf> leaves = new ArrayList<>();
    for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
      LeafCodes codes = LeafCodes.of(context.reader(), field);
      if (codes == null) {
        continue;
      }
      checkLength(field, codes.byteLength(), bitCount);
      if (codes.fast() == null) {
        return null;
      }
      Scorer scorer = weight == null ? null : weight.scorer(context);
      if (weight == null || scorer != null) {
        leaves.add(BatchLeaf.of(codes, scorer, context));
      }
    }
    leaves.sort(Comparator.comparingInt(leaf -> -leaf.codes().ordinalCount()));
    return new BatchSearcher(searcher, field, bitCount, rewritten, leaves, scanNanos);
  }

  private static void checkLength(String field, int found, int bitCount) {
    int wanted = (bitCount + Byte.SIZE - 1) / Byte.SIZE;
    if (found != wanted) {
      throw new IllegalArgumentException(
          "batch on field ["
              + field
              + "]: codes of "
              + wanted
              + " bytes are wanted, found "
              + found);
    }
  }

  /** Bytes that so many codes take, about, while they are answered. */
  public long byteSize(int codes, int k) {
    long documents = leaves.stream().mapToLong(BatchLeaf::accepted).sum();
    long tables = leaves.stream().mapToLong(leaf -> leaf.codes().tables().size()).max().orElse(0);
    long each = 128 + bitCount / 4 + tables * Integer.BYTES + Math.min(k, documents) * Long.BYTES;
    return codes * each + (4L << 20);
  }

  /** What it costs to answer codes, on one thread, as far as can be told beforehand. */
  public double nanos(List<byte[]> codes, int k, int maxDistance) throws IOException {
    BatchCodes queries = new BatchCodes(field, bitCount, codes);
    double nanos = 0;
    for (BatchLeaf leaf : leaves) {
      BatchCosts costs = BatchCosts.of(leaf, queries, k, maxDistance, scanNanos);
      nanos += Math.min(costs.scanNanos(), costs.nanosTo(maxDistance)) * codes.size();
    }
    return nanos;
  }

  /**
   * What it costs to compare so many codes with those of the documents that count.
   *
   * @param read whether these were read already
   */
  public double joinNanos(int codes, int maxDistance, boolean read) {
    double nanos = 0;
    for (BatchLeaf leaf : leaves) {
      int columnCount = leaf.codes().columnCount();
      int guess = Math.min(maxDistance, leaf.codes().byteLength());
      nanos += codes * ProbeCosts.scan(leaf.accepted(), columnCount, 1, guess);
      if (!read) {
        nanos += leaf.codes().documentCount() * PASS_DOCUMENT + leaf.accepted() * READ_DOCUMENT;
      }
    }
    return nanos;
  }

  /**
   * Finds the nearest documents of each code.
   *
   * @param codes as few as one; those that share buckets save most
   * @param k documents of each at most
   * @param maxDistance 0 to the bits of a code, the latter for no limit
   * @param check called from time to time; what it throws ends the search
   * @return entries met in buckets and codes compared in scans; 0 where codes were so few that each
   *     was asked for by itself
   */
  public long search(List<byte[]> codes, int k, int maxDistance, Runnable check, Sink sink)
      throws IOException {
    if (codes.size() < FEW) {
      for (int q = 0; q < codes.size(); q++) {
        check.run();
        single(codes.get(q), q, k, maxDistance, sink);
      }
      return 0;
    }
    StopCheck stop =
        new StopCheck(() -> {
          check.run();
          return false;
        });
    BatchCodes queries = new BatchCodes(field, bitCount, codes);
    BatchHits[] hits = new BatchHits[queries.count()];
    Arrays.setAll(hits, _ -> new BatchHits(k, maxDistance, stop));
    long products = 0;
    for (BatchLeaf leaf : leaves) {
      BatchCosts costs = BatchCosts.of(leaf, queries, k, maxDistance, scanNanos);
      products += new BatchSegment(leaf, queries, hits, k, stop, costs).search();
    }
    for (int q = 0; q < hits.length; q++) {
      hand(hits[q].keys(), q, sink);
    }
    return products;
  }

  private static void hand(long[] keys, int query, Sink sink) throws IOException {
    for (long key : keys) {
      sink.accept(query, NearestHits.docId(key), NearestHits.distance(key));
    }
  }

  private void single(byte[] code, int place, int k, int maxDistance, Sink sink)
      throws IOException {
    HammingKnnQuery query =
        new HammingKnnQuery(field, bitCount, List.of(code), k, maxDistance, filter, null);
    NearestSearch.Result result = new NearestSearch(query, searcher).run();
    if (result.stopped() != null) {
      throw new SearchStoppedException(result.stopped());
    }
    List<LeafReaderContext> contexts = searcher.getIndexReader().leaves();
    long[] keys = new long[0];
    for (int ord = 0; ord < contexts.size(); ord++) {
      HitList own = result.leaves()[ord];
      int size = own == null ? 0 : own.size();
      int start = keys.length;
      keys = Arrays.copyOf(keys, start + size);
      for (int i = 0; i < size; i++) {
        int docId = contexts.get(ord).docBase + own.docIds()[i];
        keys[start + i] = NearestHits.key(docId, own.distances()[i]);
      }
    }
    Arrays.sort(keys);
    hand(keys, place, sink);
  }
}
