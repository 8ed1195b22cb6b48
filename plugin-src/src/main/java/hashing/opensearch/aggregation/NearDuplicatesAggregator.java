package hashing.opensearch.aggregation;

import hashing.join.JoinContext;
import hashing.opensearch.mapper.BinaryCodeFieldType;
import hashing.opensearch.mapper.DocumentCodes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.BytesRef;
import org.opensearch.common.lease.Releasables;
import org.opensearch.search.aggregations.Aggregator;
import org.opensearch.search.aggregations.AggregatorFactories;
import org.opensearch.search.aggregations.CardinalityUpperBound;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.aggregations.LeafBucketCollector;
import org.opensearch.search.aggregations.LeafBucketCollectorBase;
import org.opensearch.search.aggregations.bucket.DeferableBucketAggregator;
import org.opensearch.search.aggregations.bucket.nested.NestedAggregator;
import org.opensearch.search.aggregations.bucket.terms.BytesKeyedBucketOrds;
import org.opensearch.search.internal.SearchContext;

/**
 * Collects a shard's distinct codes, each a bucket of its documents.
 *
 * <p>Sub-aggregations see documents when the codes are known. Where the shard is the only one, only
 * those in large enough groups; else those of all codes, as another shard may have their
 * neighbours. For one thread.
 */
final class NearDuplicatesAggregator extends DeferableBucketAggregator {

  /** Most codes of a shard with sub-aggregations. */
  static final int MAX_CODES_WITH_AGGREGATIONS = 10_000;

  private final BinaryCodeFieldType field;
  private final GroupLimits limits;
  private final BytesKeyedBucketOrds ords;

  NearDuplicatesAggregator(
      String name,
      BinaryCodeFieldType field,
      GroupLimits limits,
      AggregatorFactories factories,
      SearchContext context,
      Aggregator parent,
      CardinalityUpperBound cardinality,
      Map<String, Object> metadata)
      throws IOException {
    super(name, factories, context, parent, metadata);
    this.field = field;
    this.limits = limits;
    this.ords = BytesKeyedBucketOrds.build(context.bigArrays(), cardinality);
  }

  /** Scores of nested documents are known while they are collected only. */
  @Override
  protected boolean shouldDefer(Aggregator aggregator) {
    return !aggregator.scoreMode().needsScores() || !isNested();
  }

  private boolean isNested() {
    for (Aggregator above = parent; above != null; above = above.parent()) {
      if (above instanceof NestedAggregator) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected LeafBucketCollector getLeafCollector(LeafReaderContext leaf, LeafBucketCollector sub) {
    if (field == null) {
      return LeafBucketCollector.NO_OP_COLLECTOR;
    }
    DocumentCodes codes = new DocumentCodes(leaf.reader(), field.name());
    BytesRef code = new BytesRef();
    return new LeafBucketCollectorBase(sub, null) {
      @Override
      public void collect(int doc, long owningOrd) throws IOException {
        if (!codes.advanceExact(doc)) {
          return;
        }
        code.bytes = codes.code();
        code.length = code.bytes.length;
        long ord = ords.add(owningOrd, code);
        if (ord < 0) {
          collectExistingBucket(sub, doc, -1 - ord);
        } else {
          limits.checkCount(name, ord + 1, field.bitCount());
          collectBucket(sub, doc, ord);
        }
      }
    };
  }

  @Override
  public InternalAggregation[] buildAggregations(long[] owningOrds) throws IOException {
    InternalAggregation[] results = new InternalAggregation[owningOrds.length];
    long[][] kept = new long[owningOrds.length][];
    CodeCounts[] found = new CodeCounts[owningOrds.length];
    for (int i = 0; i < owningOrds.length; i++) {
      collected(owningOrds[i], i, found, kept);
    }
    List<InternalAggregations> aggregations = subAggregations(kept);
    int at = 0;
    for (int i = 0; i < owningOrds.length; i++) {
      CodeCounts codes = found[i];
      if (subAggregators.length > 0) {
        List<InternalAggregations> own = aggregations.subList(at, at + codes.count());
        codes = new CodeCounts(codes.bitCount(), codes.codes(), codes.counts(), own);
        at += codes.count();
      }
      results[i] = new InternalNearDuplicates(name, limits, codes, metadata());
    }
    return results;
  }

  /** The codes of an owning bucket and their own buckets. */
  private void collected(long owningOrd, int place, CodeCounts[] found, long[][] kept) {
    checkCancelled();
    int count = field == null ? 0 : Math.toIntExact(ords.bucketsInOrd(owningOrd));
    if (count == 0) {
      found[place] = CodeCounts.NONE;
      kept[place] = new long[0];
      return;
    }
    long bytes = (long) count * (field.byteLength() + 2 * Long.BYTES);
    addRequestCircuitBreakerBytes(bytes);
    byte[] codes = new byte[count * field.byteLength()];
    long[] counts = new long[count];
    long[] buckets = new long[count];
    BytesRef code = new BytesRef();
    BytesKeyedBucketOrds.BucketOrdsEnum each = ords.ordsEnum(owningOrd);
    for (int i = 0; each.next(); i++) {
      each.readValue(code);
      System.arraycopy(code.bytes, code.offset, codes, i * field.byteLength(), code.length);
      counts[i] = bucketDocCount(each.ord());
      buckets[i] = each.ord();
    }
    found[place] = new CodeCounts(field.bitCount(), codes, counts, List.of());
    kept[place] = buckets;
    if (isAlone()) {
      int[] places = inGroups(found[place]);
      found[place] = found[place].select(places);
      kept[place] = Arrays.stream(places).mapToLong(i -> buckets[i]).toArray();
    }
  }

  /** Whether no other shard's codes can join a group, here or in another cluster. */
  private boolean isAlone() {
    return context.numberOfShards() == 1 && context.request().getClusterAlias() == null;
  }

  /** Places of the codes in groups that are large enough. */
  private int[] inGroups(CodeCounts codes) {
    JoinContext join =
        new JoinContext(
            Runnable::run, 1, this::addRequestCircuitBreakerBytes, this::checkCancelled, _ -> {});
    try {
      int[] groups = codes.groups(limits.maxDistance(), InternalNearDuplicates.MAX_SECONDS, join);
      long[] sizes = new long[groups.length];
      for (int i = 0; i < groups.length; i++) {
        sizes[groups[i]] += codes.counts()[i];
      }
      int[] places = new int[groups.length];
      int size = 0;
      for (int i = 0; i < groups.length; i++) {
        if (sizes[groups[i]] >= limits.minGroupSize()) {
          places[size++] = i;
        }
      }
      return Arrays.copyOf(places, size);
    } catch (IllegalArgumentException e) {
      throw limits.refusal(name, e.getMessage() + "; lower [max_distance] or narrow the query");
    }
  }

  private List<InternalAggregations> subAggregations(long[][] buckets) throws IOException {
    if (subAggregators.length == 0) {
      return List.of();
    }
    long[] all = Arrays.stream(buckets).flatMapToLong(Arrays::stream).toArray();
    if (all.length > MAX_CODES_WITH_AGGREGATIONS) {
      throw limits.refusal(
          name,
          "sub-aggregations of "
              + all.length
              + " distinct codes of a shard, allowed are "
              + MAX_CODES_WITH_AGGREGATIONS
              + "; narrow the query, or search an index of one shard, where only codes in groups"
              + " count");
    }
    return List.of(buildSubAggsForBuckets(all));
  }

  @Override
  public InternalAggregation buildEmptyAggregation() {
    return new InternalNearDuplicates(name, limits, CodeCounts.NONE, metadata());
  }

  @Override
  protected void doClose() {
    Releasables.close(ords);
  }
}
