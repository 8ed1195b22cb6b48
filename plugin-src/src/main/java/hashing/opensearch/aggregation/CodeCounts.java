package hashing.opensearch.aggregation;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.RadiusJoin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.lucene.util.IntroSorter;
import org.opensearch.core.common.io.stream.StreamInput;
import org.opensearch.core.common.io.stream.StreamOutput;
import org.opensearch.core.common.io.stream.Writeable;
import org.opensearch.search.aggregations.InternalAggregations;

/**
 * Codes of documents that a query matches, with the number of documents of each.
 *
 * @param bitCount bits of a code, 0 where no index has the field
 * @param codes one behind the other, {@code ceil(bitCount / 8)} bytes each
 * @param counts documents of each code
 * @param aggregations sub-aggregations of each code's documents; empty where there are none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its own equals
record CodeCounts(
    int bitCount, byte[] codes, long[] counts, List<InternalAggregations> aggregations)
    implements Writeable {

  /** Most distinct codes that are grouped, on a shard and of all shards. */
  static final int MAX_CODES = 1_000_000;

  /** Most bytes of codes that are grouped, which long codes reach first. */
  private static final int MAX_BYTES = 64 << 20;

  static final CodeCounts NONE = new CodeCounts(0, new byte[0], new long[0], List.of());

  static CodeCounts read(StreamInput in) throws IOException {
    return new CodeCounts(
        in.readVInt(),
        in.readByteArray(),
        in.readVLongArray(),
        in.readList(InternalAggregations::readFrom));
  }

  @Override
  public void writeTo(StreamOutput out) throws IOException {
    out.writeVInt(bitCount);
    out.writeByteArray(codes);
    out.writeVLongArray(counts);
    out.writeCollection(aggregations);
  }

  /** Most distinct codes of so many bits that are grouped. */
  static int maxCount(int bitCount) {
    return Math.min(MAX_CODES, MAX_BYTES / byteLength(bitCount));
  }

  /** Most codes of several shards that are merged at once: what one array takes. */
  static long maxSum(int bitCount) {
    return (Integer.MAX_VALUE - Long.BYTES) / byteLength(bitCount);
  }

  private static int byteLength(int bitCount) {
    return (bitCount + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** Number of codes. */
  int count() {
    return counts.length;
  }

  /** Bytes that merging takes beside the codes. */
  static long mergeByteSize(long count, int bitCount) {
    return 2 * count * (byteLength(bitCount) + Long.BYTES + 2 * Integer.BYTES);
  }

  byte[] code(int index) {
    int length = byteLength(bitCount);
    return Arrays.copyOfRange(codes, index * length, (index + 1) * length);
  }

  /**
   * The group of each code, as the place of its first code: two codes are in one group if a chain
   * of codes leads from one to the other, each at most the radius from the next.
   *
   * @param maxSeconds estimated time above which it is not begun
   * @throws IllegalArgumentException if it would take longer; the message has both times
   */
  int[] groups(int radius, int maxSeconds, JoinContext context) {
    try (JoinCodes all = JoinCodes.of(bitCount, codes, context)) {
      RadiusJoin join = new RadiusJoin(all, all, radius, context);
      double seconds = join.predict().nanos() / 1e9;
      if (seconds > maxSeconds) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "to find all pairs within %d bits among %d distinct codes takes about %.0f s,"
                    + " allowed are %d s",
                radius,
                all.count(),
                seconds,
                maxSeconds));
      }
      return places(all, join.groups());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Groups of the codes' ordinals as those of their places here. */
  private int[] places(JoinCodes all, int[] groups) {
    int[] firsts = new int[groups.length];
    Arrays.fill(firsts, Integer.MAX_VALUE);
    for (int ordinal = 0; ordinal < groups.length; ordinal++) {
      int first = all.owner(all.firstOwner(ordinal));
      firsts[groups[ordinal]] = Math.min(firsts[groups[ordinal]], first);
    }
    int[] places = new int[count()];
    for (int ordinal = 0; ordinal < groups.length; ordinal++) {
      for (int i = all.firstOwner(ordinal); i < all.firstOwner(ordinal + 1); i++) {
        places[all.owner(i)] = firsts[groups[ordinal]];
      }
    }
    return places;
  }

  /** The codes at these places, in their order. */
  CodeCounts select(int[] places) {
    int length = byteLength(bitCount);
    byte[] chosen = new byte[places.length * length];
    long[] chosenCounts = new long[places.length];
    List<InternalAggregations> chosenAggregations = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(codes, places[i] * length, chosen, i * length, length);
      chosenCounts[i] = counts[places[i]];
      if (!aggregations.isEmpty()) {
        chosenAggregations.add(aggregations.get(places[i]));
      }
    }
    return new CodeCounts(bitCount, chosen, chosenCounts, chosenAggregations);
  }

  /**
   * The codes of several, in ascending order; one that occurs in more than one of them still occurs
   * so often, one behind the other.
   */
  static CodeCounts sorted(List<CodeCounts> parts) {
    int bitCount = 0;
    int count = 0;
    for (CodeCounts part : parts) {
      bitCount = Math.max(bitCount, part.bitCount);
      count += part.count();
    }
    int length = byteLength(bitCount);
    byte[] codes = new byte[Math.multiplyExact(count, length)];
    long[] counts = new long[count];
    List<InternalAggregations> aggregations = new ArrayList<>();
    int at = 0;
    for (CodeCounts part : parts) {
      System.arraycopy(part.codes, 0, codes, at * length, part.codes.length);
      System.arraycopy(part.counts, 0, counts, at, part.count());
      aggregations.addAll(part.aggregations);
      at += part.count();
    }
    CodeCounts all = new CodeCounts(bitCount, codes, counts, aggregations);
    return all.select(all.order());
  }

  private int[] order() {
    int length = byteLength(bitCount);
    int[] order = new int[count()];
    Arrays.setAll(order, i -> i);
    new IntroSorter() {
      private int pivot;

      @Override
      protected int compare(int i, int j) {
        return compareCodes(order[i], order[j]);
      }

      @Override
      protected void swap(int i, int j) {
        int other = order[i];
        order[i] = order[j];
        order[j] = other;
      }

      @Override
      protected void setPivot(int i) {
        pivot = order[i];
      }

      @Override
      protected int comparePivot(int j) {
        return compareCodes(pivot, order[j]);
      }

      private int compareCodes(int a, int b) {
        int order =
            Arrays.compareUnsigned(
                codes, a * length, (a + 1) * length, codes, b * length, (b + 1) * length);
        return order != 0 ? order : Integer.compare(a, b);
      }
    }.sort(0, order.length);
    return order;
  }

  /** Whether the code at a place is that at the place before. */
  boolean isRepeated(int index) {
    int length = byteLength(bitCount);
    return index > 0
        && Arrays.equals(
            codes,
            (index - 1) * length,
            index * length,
            codes,
            index * length,
            (index + 1) * length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodeCounts that
        && bitCount == that.bitCount
        && Arrays.equals(codes, that.codes)
        && Arrays.equals(counts, that.counts)
        && aggregations.equals(that.aggregations);
  }

  @Override
  public int hashCode() {
    return Objects.hash(bitCount, Arrays.hashCode(codes), Arrays.hashCode(counts), aggregations);
  }
}
