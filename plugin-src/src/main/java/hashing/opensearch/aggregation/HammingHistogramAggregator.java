package hashing.opensearch.aggregation;

import hashing.code.Codes;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.mapper.DocumentCodes;
import hashing.search.DistanceCounts;
import hashing.search.LeafCodes;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.CollectionUtil;
import org.opensearch.common.lease.Releasables;
import org.opensearch.index.mapper.DocCountFieldMapper;
import org.opensearch.search.DocValueFormat;
import org.opensearch.search.aggregations.Aggregator;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.BucketOrder;
import org.opensearch.search.aggregations.CardinalityUpperBound;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.LeafBucketCollector;
import org.opensearch.search.aggregations.LeafBucketCollectorBase;
import org.opensearch.search.aggregations.bucket.BucketsAggregator;
import org.opensearch.search.aggregations.bucket.histogram.InternalHistogram;
import org.opensearch.search.aggregations.bucket.terms.LongKeyedBucketOrds;
import org.opensearch.search.approximate.ApproximateScoreQuery;
import org.opensearch.search.internal.SearchContext;

/**
 * Counts a shard's documents by distance.
 *
 * <p>Where all documents of a segment match and nothing else is asked of them, its distinct codes
 * are scanned and their documents counted; else each document that matches is looked at. For one
 * thread.
 */
final class HammingHistogramAggregator extends BucketsAggregator {

  /** What is counted: distances from {@code code} up to {@code max}, {@code interval} a bucket. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Distances(BinaryCodeFieldType field, byte[] code, int max, int interval) {}

  private final Distances distances;
  private final LongKeyedBucketOrds ords;

  HammingHistogramAggregator(
      String name,
      Distances distances,
      AggregatorFactories factories,
      SearchContext context,
      Aggregator parent,
      CardinalityUpperBound cardinality,
      Map<String, Object> metadata)
      throws IOException {
    super(name, factories, context, parent, CardinalityUpperBound.MANY, metadata);
    this.distances = distances;
    this.ords = LongKeyedBucketOrds.build(context.bigArrays(), cardinality);
  }

  @Override
  protected boolean tryPrecomputeAggregationForLeaf(LeafReaderContext leaf) throws IOException {
    if (distances == null || !countsAll(leaf)) {
      return false;
    }
    BinaryCodeFieldType field = distances.field;
    LeafCodes codes = LeafCodes.of(leaf.reader(), field.name());
    if (codes == null) {
      return true;
    }
    long[] counts =
        DistanceCounts.of(
            codes,
            field.name(),
            field.bitCount(),
            distances.code,
            distances.max,
            this::checkCancelled);
    if (counts == null) {
      return false;
    }
    for (int distance = 0; distance < counts.length; distance++) {
      if (counts[distance] > 0) {
        long ord = ords.add(0, distance / distances.interval);
        incrementBucketDocCount(ord < 0 ? -1 - ord : ord, counts[distance]);
      }
    }
    return true;
  }

  /** Whether every document of a segment counts as one and is asked for nothing more. */
  private boolean countsAll(LeafReaderContext leaf) {
    return parent == null
        && subAggregators.length == 0
        && context.minimumScore() == null
        && context.terminateAfter() == SearchContext.DEFAULT_TERMINATE_AFTER
        && leaf.reader().getFieldInfos().fieldInfo(DocCountFieldMapper.NAME) == null
        && matchesAll(context.query());
  }

  /** Said by the query's form alone: making a weight of it may be a whole search. */
  private static boolean matchesAll(Query query) {
    return switch (query) {
      case MatchAllDocsQuery _ -> true;
      case ConstantScoreQuery constant -> matchesAll(constant.getQuery());
      case BoostQuery boost -> matchesAll(boost.getQuery());
      case ApproximateScoreQuery approximate -> matchesAll(approximate.getOriginalQuery());
      case null, default -> false;
    };
  }

  @Override
  protected LeafBucketCollector getLeafCollector(LeafReaderContext leaf, LeafBucketCollector sub) {
    if (distances == null) {
      return LeafBucketCollector.NO_OP_COLLECTOR;
    }
    DocumentCodes codes = new DocumentCodes(leaf.reader(), distances.field.name());
    return new LeafBucketCollectorBase(sub, null) {
      @Override
      public void collect(int doc, long owningOrd) throws IOException {
        if (!codes.advanceExact(doc)) {
          return;
        }
        int distance = Codes.distance(distances.code, codes.code());
        if (distance > distances.max) {
          return;
        }
        long ord = ords.add(owningOrd, distance / distances.interval);
        if (ord < 0) {
          collectExistingBucket(sub, doc, -1 - ord);
        } else {
          collectBucket(sub, doc, ord);
        }
      }
    };
  }

  @Override
  public InternalAggregation[] buildAggregations(long[] owningOrds) throws IOException {
    checkCancelled();
    return this.<InternalHistogram.Bucket>buildAggregationsForVariableBuckets(
        owningOrds,
        ords,
        (key, count, aggregations) ->
            new InternalHistogram.Bucket(
                (double) key * distances.interval, count, false, DocValueFormat.RAW, aggregations),
        (_, buckets) -> {
          CollectionUtil.introSort(buckets, BucketOrder.key(true).comparator());
          return histogram(buckets);
        });
  }

  @Override
  public InternalAggregation buildEmptyAggregation() {
    return histogram(List.of());
  }

  private InternalHistogram histogram(List<InternalHistogram.Bucket> buckets) {
    return new InternalHistogram(
        name, buckets, BucketOrder.key(true), 1, null, DocValueFormat.RAW, false, metadata());
  }

  @Override
  protected void doClose() {
    Releasables.close(ords);
  }
}
