package hashing.join;

import hashing.code.Codes;
import hashing.join.TokenOrder.Found;
import hashing.search.BatchSearcher;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/**
 * Finds the documents of an index nearest to each of many codes, together: exactly those that a
 * query for the nearest finds for each.
 *
 * <p>Mostly by the segments' own tables, in which the buckets that all codes ask for are read in
 * order. Where a filter lets few documents through, their codes are read and joined with those
 * asked for; so are codes in another format than ours. Not thread-safe; it uses several threads
 * itself, as the context says.
 */
public final class QueryBatch {
  /** Codes that one thread answers together at the most. */
  private static final int MOST_ROWS = 1 << 14;

  /** How far the estimate of a join must be below that of a search for it to be believed. */
  private static final double DOUBT = 1.5;

  private final IndexSearcher searcher;
  private final String field;
  private final int bitCount;
  private final Query filter;
  private final JoinContext context;

  /** Codes of the documents that count; null where they were not read. */
  private final JoinCodes read;

  /** Null where codes are in another format. */
  private final BatchSearcher shared;

  /**
   * Looks up which documents count.
   *
   * @param filter matches the documents wanted, null for all
   * @param read the codes of these documents, null where they were not read
   * @throws IllegalArgumentException if the field has codes of another length; the message names
   *     both
   */
  public QueryBatch(
      IndexSearcher searcher,
      String field,
      int bitCount,
      Query filter,
      JoinCodes read,
      JoinContext context)
      throws IOException {
    this.searcher = searcher;
    this.field = field;
    this.bitCount = bitCount;
    this.filter = filter;
    this.read = read;
    this.context = context;
    shared = BatchSearcher.of(searcher, field, bitCount, filter);
  }

  /**
   * Finds the documents nearest to each code.
   *
   * @param codes one behind the other, {@code ceil(bitCount / 8)} bytes each; near ones close
   *     together share most
   * @param k documents of each, at least 1
   * @param maxDistance 0 to the bits of a code, the latter for no limit
   * @param sink gets a code's place and a document, those of one code together, by distance, then
   *     number
   * @return what was done; products are not foreseen, as how far the nearest are is not known
   */
  public JoinTotals run(byte[] codes, int k, int maxDistance, PairSink sink) throws IOException {
    long start = System.nanoTime();
    int byteLength = Codes.byteLength(bitCount);
    List<byte[]> list = new ArrayList<>();
    for (int at = 0; at < codes.length; at += byteLength) {
      list.add(Arrays.copyOfRange(codes, at, at + byteLength));
    }
    if (byJoin(list, k, maxDistance)) {
      return join(codes, k, maxDistance, sink);
    }
    LongAdder products = new LongAdder();
    long[] found = new long[1];
    CodePairSink counted =
        (query, docId, distance) -> {
          found[0]++;
          sink.accept(query, docId, distance);
        };
    int perThread = Math.ceilDiv(list.size(), context.threads());
    try (Reservation memory = new Reservation(context.memory())) {
      memory.add(shared.byteSize(list.size(), k));
      new TokenOrder(list.size(), Math.clamp(perThread, 1, MOST_ROWS), context, counted)
          .run(() -> (from, to, own) -> products.add(answer(list, from, to, k, maxDistance, own)));
    }
    long done = products.sum();
    long nanos = System.nanoTime() - start;
    return new JoinTotals(found[0], found[0], found[0], done, done, done, done, nanos);
  }

  private long answer(List<byte[]> codes, int from, int to, int k, int maxDistance, Found found)
      throws IOException {
    return shared.search(
        codes.subList(from, to),
        k,
        maxDistance,
        context.check(),
        (query, docId, distance) -> found.add(from + query, docId, distance));
  }

  /** Whether to read the documents' codes and join them is expected to cost less. */
  boolean byJoin(List<byte[]> codes, int k, int maxDistance) throws IOException {
    if (shared == null || codes.isEmpty()) {
      return shared == null;
    }
    return shared.joinNanos(codes.size(), maxDistance, read != null) * DOUBT
        < shared.nanos(codes, k, maxDistance);
  }

  private JoinTotals join(byte[] codes, int k, int maxDistance, PairSink sink) throws IOException {
    try (JoinCodes left = JoinCodes.of(bitCount, codes, context)) {
      if (read != null) {
        return new NearestJoin(left, read, k, maxDistance, context).run(sink);
      }
      try (JoinCodes right = JoinCodes.of(searcher, field, bitCount, filter, context)) {
        return new NearestJoin(left, right, k, maxDistance, context).run(sink);
      }
    }
  }
}
