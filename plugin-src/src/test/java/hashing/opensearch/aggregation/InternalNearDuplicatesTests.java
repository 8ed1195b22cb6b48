package hashing.opensearch.aggregation;

import static org.hamcrest.Matchers.containsString;

import hashing.code.CodeFormat;
import hashing.code.Codes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.opensearch.common.util.BigArrays;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.breaker.CircuitBreakingException;
import org.opensearch.core.common.breaker.NoopCircuitBreaker;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.core.indices.breaker.AllCircuitBreakerStats;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.core.indices.breaker.CircuitBreakerStats;
import org.opensearch.search.DocValueFormat;
import org.opensearch.search.aggregations.InternalAggregation;
import org.opensearch.search.aggregations.InternalAggregation.ReduceContext;
import org.opensearch.search.aggregations.InternalAggregations;
import org.opensearch.search.aggregations.metrics.InternalSum;
import org.opensearch.search.aggregations.pipeline.PipelineAggregator.PipelineTree;
import org.opensearch.test.AbstractWireSerializingTestCase;

/** The wire form, and reductions of codes dealt out to shards against groups found one by one. */
public final class InternalNearDuplicatesTests
    extends AbstractWireSerializingTestCase<InternalNearDuplicates> {
  private static final int BITS = 20;

  @Override
  protected NamedWriteableRegistry getNamedWriteableRegistry() {
    return new NamedWriteableRegistry(
        List.of(
            new NamedWriteableRegistry.Entry(
                DocValueFormat.class,
                DocValueFormat.RAW.getWriteableName(),
                _ -> DocValueFormat.RAW),
            new NamedWriteableRegistry.Entry(InternalAggregation.class, "sum", InternalSum::new)));
  }

  @Override
  protected Writeable.Reader<InternalNearDuplicates> instanceReader() {
    return InternalNearDuplicates::new;
  }

  private static GroupLimits limits(int maxDistance, int size, int minGroupSize) {
    return new GroupLimits("code", CodeFormat.HEX, maxDistance, size, minGroupSize);
  }

  private static InternalAggregations sum(double value) {
    return InternalAggregations.from(
        List.of(new InternalSum("sum", value, DocValueFormat.RAW, Map.of())));
  }

  /** Documents of each code. */
  private static CodeCounts counts(Map<byte[], Integer> documents, boolean withSums) {
    byte[] codes = new byte[documents.size() * Codes.byteLength(BITS)];
    long[] counts = new long[documents.size()];
    List<InternalAggregations> sums = new ArrayList<>();
    List<byte[]> order = new ArrayList<>(documents.keySet());
    Collections.shuffle(order, random());
    for (int i = 0; i < order.size(); i++) {
      byte[] code = order.get(i);
      System.arraycopy(code, 0, codes, i * code.length, code.length);
      counts[i] = documents.get(code);
      if (withSums) {
        sums.add(sum(counts[i]));
      }
    }
    return new CodeCounts(BITS, codes, counts, sums);
  }

  private static Map<byte[], Integer> randomDocuments(int size) {
    Map<byte[], Integer> documents = new TreeMap<>(Arrays::compareUnsigned);
    for (int i = 0; i < size; i++) {
      byte[] code = new byte[Codes.byteLength(BITS)];
      for (int bit = 0; bit < BITS; bit++) {
        if (random().nextInt(5) == 0) {
          Codes.set(code, bit);
        }
      }
      documents.merge(code, 1, Integer::sum);
    }
    return documents;
  }

  @Override
  protected InternalNearDuplicates createTestInstance() {
    GroupLimits limits = limits(randomInt(9), randomIntBetween(1, 9), randomIntBetween(1, 9));
    Map<String, Object> metadata = randomBoolean() ? null : Map.of("a", randomInt());
    String name = randomAlphaOfLength(4);
    if (randomBoolean()) {
      CodeCounts codes = counts(randomDocuments(randomInt(9)), randomBoolean());
      return new InternalNearDuplicates(name, limits, codes, metadata);
    }
    List<DuplicateGroup> groups = new ArrayList<>();
    for (int i = randomInt(3); i > 0; i--) {
      groups.add(
          new DuplicateGroup(
              new byte[] {1, randomByte(), 0},
              BITS,
              CodeFormat.HEX,
              randomInt(9),
              randomInt(9),
              randomBoolean() ? InternalAggregations.EMPTY : sum(randomInt())));
    }
    return new InternalNearDuplicates(name, limits, groups, randomInt(9), randomInt(9), metadata);
  }

  @Override
  protected InternalNearDuplicates mutateInstance(InternalNearDuplicates instance) {
    return randomValueOtherThan(instance, this::createTestInstance);
  }

  private static ReduceContext partial() {
    return ReduceContext.forPartialReduction(
        BigArrays.NON_RECYCLING_INSTANCE, null, () -> PipelineTree.EMPTY);
  }

  private static ReduceContext last(BigArrays arrays) {
    return ReduceContext.forFinalReduction(arrays, null, _ -> {}, PipelineTree.EMPTY);
  }

  private static InternalNearDuplicates reduce(
      List<InternalNearDuplicates> parts, ReduceContext context) {
    return (InternalNearDuplicates) parts.getFirst().reduce(List.copyOf(parts), context);
  }

  public void testGroupsSpanShards() {
    for (int round = 0; round < 50; round++) {
      GroupLimits limits = limits(randomInt(4), randomIntBetween(1, 20), randomIntBetween(1, 5));
      boolean sums = randomBoolean();
      Map<byte[], Integer> all = new TreeMap<>(Arrays::compareUnsigned);
      List<InternalNearDuplicates> parts = new ArrayList<>();
      for (int shard = randomIntBetween(1, 5); shard > 0; shard--) {
        Map<byte[], Integer> documents = randomDocuments(randomInt(60));
        documents.forEach((code, count) -> all.merge(code, count, Integer::sum));
        parts.add(new InternalNearDuplicates("n", limits, counts(documents, sums), null));
      }
      if (randomBoolean()) {
        int split = randomIntBetween(1, parts.size());
        List<InternalNearDuplicates> first = parts.subList(0, split);
        InternalNearDuplicates reduced = reduce(first, partial());
        assertEquals(List.of(), reduced.getBuckets());
        parts = new ArrayList<>(parts.subList(split, parts.size()));
        parts.add(randomInt(parts.size()), reduced);
      }
      InternalNearDuplicates found = reduce(parts, last(BigArrays.NON_RECYCLING_INSTANCE));
      check(limits, all, found, sums);
    }
  }

  private static void check(
      GroupLimits limits, Map<byte[], Integer> all, InternalNearDuplicates found, boolean sums) {
    List<List<byte[]>> groups = new ArrayList<>();
    for (byte[] code : all.keySet()) {
      List<byte[]> joined = new ArrayList<>(List.of(code));
      for (List<byte[]> group : List.copyOf(groups)) {
        if (group.stream().anyMatch(o -> Codes.distance(o, code) <= limits.maxDistance())) {
          joined.addAll(group);
          groups.remove(group);
        }
      }
      groups.add(joined);
    }
    TreeSet<String> expected = new TreeSet<>(Collections.reverseOrder());
    int count = 0;
    int documents = 0;
    for (List<byte[]> group : groups) {
      int size = group.stream().mapToInt(all::get).sum();
      if (size >= limits.minGroupSize()) {
        byte[] least = Collections.min(group, Arrays::compareUnsigned);
        // Of equally large groups the one with the least code comes first.
        expected.add(line(size, least, group.size(), size));
        count++;
        documents += size;
      }
    }
    List<String> lines = new ArrayList<>();
    for (DuplicateGroup group : found.getBuckets()) {
      InternalSum sum = group.getAggregations().get("sum");
      lines.add(
          line(
              group.getDocCount(),
              CodeFormat.HEX.parse(group.getKeyAsString(), BITS),
              group.codeCount(),
              sums ? (long) sum.getValue() : group.getDocCount()));
      documents -= (int) group.getDocCount();
    }
    assertEquals(expected.stream().limit(limits.size()).toList(), lines);
    assertEquals(count, found.groupCount());
    assertEquals(documents, found.otherDocCount());
  }

  /** Sorts backwards by size, then forwards by code. */
  private static String line(long size, byte[] code, int codes, long sum) {
    byte[] inverse = code.clone();
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] = (byte) ~inverse[i];
    }
    return String.format(
        Locale.ROOT, "%05d %s %d %d", size, HexFormat.of().formatHex(inverse), codes, sum);
  }

  public void testUnmapped() {
    GroupLimits none = new GroupLimits("code", null, 1, 1, 1);
    InternalNearDuplicates unmapped = new InternalNearDuplicates("n", none, CodeCounts.NONE, null);
    assertFalse(unmapped.isMapped());
    ReduceContext context = last(BigArrays.NON_RECYCLING_INSTANCE);
    assertEquals(List.of(), reduce(List.of(unmapped, unmapped), context).getBuckets());
    InternalNearDuplicates mapped =
        new InternalNearDuplicates("n", limits(1, 9, 1), counts(randomDocuments(10), false), null);
    assertTrue(mapped.isMapped());
    assertEquals(reduce(List.of(mapped), context), reduce(List.of(mapped, unmapped), context));
  }

  public void testShardWithoutCodes() {
    GroupLimits limits = limits(1, 9, 1);
    InternalNearDuplicates none = new InternalNearDuplicates("n", limits, CodeCounts.NONE, null);
    InternalNearDuplicates some =
        new InternalNearDuplicates("n", limits, counts(randomDocuments(10), false), null);
    ReduceContext context = last(BigArrays.NON_RECYCLING_INSTANCE);
    assertEquals(reduce(List.of(some), context), reduce(List.of(none, some), context));
    InternalNearDuplicates early = reduce(List.of(none, some, none), partial());
    assertEquals(reduce(List.of(some), context), reduce(List.of(none, early), context));
  }

  public void testRefused() {
    ReduceContext context = last(BigArrays.NON_RECYCLING_INSTANCE);
    InternalNearDuplicates mapped =
        new InternalNearDuplicates("n", limits(1, 9, 1), counts(randomDocuments(9), false), null);
    InternalNearDuplicates other =
        new InternalNearDuplicates(
            "n", limits(1, 9, 1), new CodeCounts(8, new byte[1], new long[] {1}, List.of()), null);
    String bits =
        expectThrows(IllegalArgumentException.class, () -> reduce(List.of(mapped, other), context))
            .getMessage();
    assertThat(bits, containsString("[n] on field [code]: has 20 bits in one index and 8"));
    String many =
        expectThrows(
                IllegalArgumentException.class,
                () -> limits(1, 9, 1).checkCount("n", CodeCounts.MAX_CODES + 1L, 64))
            .getMessage();
    assertThat(
        many, containsString("at least 1000001 distinct codes of 64 bits, allowed are 1000000"));
    limits(1, 9, 1).checkCount("n", CodeCounts.MAX_CODES, 64);
    expectThrows(
        IllegalArgumentException.class,
        () -> limits(1, 9, 1).checkCount("n", 32_769, Codes.MAX_BIT_COUNT));
  }

  /** Takes no more than {@code limit} bytes, and knows how many are taken. */
  private static final class SmallBreaker extends NoopCircuitBreaker {
    private final long limit;
    private long taken;
    private long most;

    SmallBreaker(long limit) {
      super(CircuitBreaker.REQUEST);
      this.limit = limit;
    }

    @Override
    public double addEstimateBytesAndMaybeBreak(long bytes, String label) {
      if (taken + bytes > limit) {
        throw new CircuitBreakingException(label, bytes, limit, Durability.TRANSIENT);
      }
      taken += bytes;
      most = Math.max(most, taken);
      return taken;
    }

    @Override
    public long addWithoutBreaking(long bytes) {
      taken += bytes;
      return taken;
    }
  }

  private static BigArrays arrays(CircuitBreaker breaker) {
    CircuitBreakerService service =
        new CircuitBreakerService() {
          @Override
          public CircuitBreaker getBreaker(String name) {
            return breaker;
          }

          @Override
          public AllCircuitBreakerStats stats() {
            throw new UnsupportedOperationException();
          }

          @Override
          public CircuitBreakerStats stats(String name) {
            throw new UnsupportedOperationException();
          }
        };
    return new BigArrays(null, service, CircuitBreaker.REQUEST);
  }

  public void testMemoryIsAccounted() {
    InternalNearDuplicates mapped =
        new InternalNearDuplicates("n", limits(1, 9, 1), counts(randomDocuments(50), false), null);
    SmallBreaker wide = new SmallBreaker(100 << 20);
    reduce(List.of(mapped, mapped), last(arrays(wide)));
    assertTrue("most " + wide.most, wide.most > 100L * mapped.codes().count());
    assertEquals(0, wide.taken);
    SmallBreaker narrow = new SmallBreaker(wide.most - 1);
    expectThrows(
        CircuitBreakingException.class,
        () -> reduce(List.of(mapped, mapped), last(arrays(narrow))));
    assertEquals(0, narrow.taken);
  }
}
