package hashing.opensearch.aggregation;

import hashing.join.JoinContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.core.xcontent.XContentBuilder;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.aggregations.InternalMultiBucketAggregation;

/**
 * The answer of {@code near_duplicates}: from a shard the distinct codes of the documents that the
 * query matches, after the last reduction the groups that they form.
 *
 * <p>Codes are grouped once, when those of all shards are there, so that a group that spans shards
 * is whole.
 */
final class InternalNearDuplicates
    extends InternalMultiBucketAggregation<InternalNearDuplicates, DuplicateGroup> {

  /** Estimated seconds that grouping may take. */
  static final int MAX_SECONDS = 60;

  private final GroupLimits limits;
  private final CodeCounts codes;
  private final List<DuplicateGroup> groups;
  private final int groupCount;
  private final long otherDocCount;

  /** A shard's codes. */
  InternalNearDuplicates(
      String name, GroupLimits limits, CodeCounts codes, Map<String, Object> metadata) {
    this(name, limits, codes, List.of(), 0, 0, metadata);
  }

  /**
   * The groups of all shards' codes.
   *
   * @param groups the largest ones
   * @param groupCount groups in all
   * @param otherDocCount documents of the groups left out
   */
  InternalNearDuplicates(
      String name,
      GroupLimits limits,
      List<DuplicateGroup> groups,
      int groupCount,
      long otherDocCount,
      Map<String, Object> metadata) {
    this(name, limits, CodeCounts.NONE, groups, groupCount, otherDocCount, metadata);
  }

  private InternalNearDuplicates(
      String name,
      GroupLimits limits,
      CodeCounts codes,
      List<DuplicateGroup> groups,
      int groupCount,
      long otherDocCount,
      Map<String, Object> metadata) {
    super(name, metadata);
    this.limits = limits;
    this.codes = codes;
    this.groups = groups;
    this.groupCount = groupCount;
    this.otherDocCount = otherDocCount;
  }

  /** Reads what {@link #writeTo} wrote. */
  InternalNearDuplicates(StreamInput in) throws IOException {
    super(in);
    limits = new GroupLimits(in);
    codes = CodeCounts.read(in);
    groups = in.readList(DuplicateGroup::new);
    groupCount = in.readVInt();
    otherDocCount = in.readVLong();
  }

  @Override
  protected void doWriteTo(StreamOutput out) throws IOException {
    limits.writeTo(out);
    codes.writeTo(out);
    out.writeCollection(groups);
    out.writeVInt(groupCount);
    out.writeVLong(otherDocCount);
  }

  @Override
  public String getWriteableName() {
    return NearDuplicatesAggregationBuilder.NAME;
  }

  @Override
  public List<DuplicateGroup> getBuckets() {
    return groups;
  }

  CodeCounts codes() {
    return codes;
  }

  /** Groups of at least the wanted size. */
  int groupCount() {
    return groupCount;
  }

  /** Documents in those groups that are not returned. */
  long otherDocCount() {
    return otherDocCount;
  }

  @Override
  public boolean isMapped() {
    return limits.format() != null;
  }

  @Override
  public InternalNearDuplicates create(List<DuplicateGroup> buckets) {
    return new InternalNearDuplicates(
        name, limits, codes, buckets, groupCount, otherDocCount, metadata);
  }

  @Override
  public DuplicateGroup createBucket(InternalAggregations aggregations, DuplicateGroup prototype) {
    return prototype.with(aggregations);
  }

  @Override
  protected DuplicateGroup reduceBucket(List<DuplicateGroup> buckets, ReduceContext context) {
    throw new UnsupportedOperationException("groups are made of codes, not of groups");
  }

  @Override
  public InternalAggregation reduce(List<InternalAggregation> parts, ReduceContext context) {
    List<CodeCounts> all = new ArrayList<>();
    long count = 0;
    for (InternalAggregation part : parts) {
      CodeCounts found = ((InternalNearDuplicates) part).codes;
      if (found.count() > 0) {
        all.add(found);
        count += found.count();
      }
    }
    if (all.isEmpty()) {
      return this;
    }
    int bitCount = bitCount(all);
    limits.checkSum(name, count, bitCount);
    LongConsumer memory = memory(context);
    long bytes = CodeCounts.mergeByteSize(count, bitCount);
    memory.accept(bytes);
    try {
      DistinctCodes distinct = new DistinctCodes(all);
      limits.checkCount(name, distinct.codes().count(), bitCount);
      return context.isFinalReduce()
          ? group(distinct, memory, context)
          : new InternalNearDuplicates(name, limits, distinct.reduced(context), metadata);
    } finally {
      memory.accept(-bytes);
    }
  }

  private static LongConsumer memory(ReduceContext context) {
    CircuitBreakerService breakers = context.bigArrays().breakerService();
    if (breakers == null) {
      return _ -> {};
    }
    CircuitBreaker breaker = breakers.getBreaker(CircuitBreaker.REQUEST);
    return bytes -> {
      if (bytes > 0) {
        breaker.addEstimateBytesAndMaybeBreak(bytes, "<near_duplicates>");
      } else {
        breaker.addWithoutBreaking(bytes);
      }
    };
  }

  /** Bits of the codes of all shards; a shard that found no code knows of none. */
  private int bitCount(List<CodeCounts> all) {
    int bitCount = all.getFirst().bitCount();
    for (CodeCounts found : all) {
      if (found.bitCount() != bitCount) {
        throw limits.refusal(
            name,
            "has "
                + bitCount
                + " bits in one index and "
                + found.bitCount()
                + " in another, allowed are indices of one number of bits");
      }
    }
    return bitCount;
  }

  private InternalNearDuplicates group(
      DistinctCodes distinct, LongConsumer memory, ReduceContext context) {
    CodeCounts found = distinct.codes();
    int[] roots = groups(found, memory);
    long[] docCounts = new long[roots.length];
    int[] codeCounts = new int[roots.length];
    for (int i = 0; i < roots.length; i++) {
      docCounts[roots[i]] += found.counts()[i];
      codeCounts[roots[i]]++;
    }
    List<Integer> largest = largest(docCounts);
    long documents = largest.stream().mapToLong(root -> docCounts[root]).sum();
    int inAll = largest.size();
    largest = largest.subList(0, Math.min(limits.size(), inAll));
    context.consumeBucketsAndMaybeBreak(largest.size());
    List<List<InternalAggregations>> parts = aggregations(distinct, roots, largest);
    List<DuplicateGroup> chosen = new ArrayList<>();
    for (int i = 0; i < largest.size(); i++) {
      int root = largest.get(i);
      documents -= docCounts[root];
      InternalAggregations reduced =
          parts.get(i).isEmpty()
              ? InternalAggregations.EMPTY
              : InternalAggregations.reduce(parts.get(i), context);
      chosen.add(
          new DuplicateGroup(
              found.code(root),
              found.bitCount(),
              limits.format(),
              codeCounts[root],
              docCounts[root],
              reduced));
    }
    return new InternalNearDuplicates(name, limits, chosen, inAll, documents, metadata);
  }

  /** Roots of the groups that are large enough, the largest first, then by their first code. */
  private List<Integer> largest(long[] docCounts) {
    List<Integer> roots = new ArrayList<>();
    for (int root = 0; root < docCounts.length; root++) {
      if (docCounts[root] >= limits.minGroupSize()) {
        roots.add(root);
      }
    }
    roots.sort(Comparator.comparingLong((Integer root) -> docCounts[root]).reversed());
    return roots;
  }

  /** The sub-aggregations of each group's codes. */
  private static List<List<InternalAggregations>> aggregations(
      DistinctCodes distinct, int[] roots, List<Integer> groups) {
    List<List<InternalAggregations>> parts = new ArrayList<>();
    int[] places = new int[roots.length];
    Arrays.fill(places, -1);
    for (int root : groups) {
      places[root] = parts.size();
      parts.add(new ArrayList<>());
    }
    for (int i = 0; i < roots.length; i++) {
      if (places[roots[i]] >= 0) {
        parts.get(places[roots[i]]).addAll(distinct.aggregations(i));
      }
    }
    return parts;
  }

  private int[] groups(CodeCounts found, LongConsumer memory) {
    try {
      JoinContext join = new JoinContext(Runnable::run, 1, memory, () -> {}, _ -> {});
      return found.groups(limits.maxDistance(), MAX_SECONDS, join);
    } catch (IllegalArgumentException e) {
      throw limits.refusal(name, e.getMessage() + "; lower [max_distance] or narrow the query");
    }
  }

  @Override
  public XContentBuilder doXContentBody(XContentBuilder builder, Params params) throws IOException {
    builder.field("group_count", groupCount);
    builder.field("sum_other_doc_count", otherDocCount);
    builder.startArray("buckets");
    for (DuplicateGroup group : groups) {
      group.toXContent(builder, params);
    }
    return builder.endArray();
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other)
        && other instanceof InternalNearDuplicates that
        && limits.equals(that.limits)
        && codes.equals(that.codes)
        && groups.equals(that.groups)
        && groupCount == that.groupCount
        && otherDocCount == that.otherDocCount;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), limits, codes, groups, groupCount, otherDocCount);
  }
}
