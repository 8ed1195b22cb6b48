package hashing.opensearch.join;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.JoinTotals;
import hashing.join.RadiusJoin;
import hashing.opensearch.join.ShardRequest.Match;
import hashing.probe.DisjointSets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * Matches codes with those of a part. An answer is bounded: where so many codes have too many
 * matches, half of them are tried, down to one, and the rest is asked for again.
 */
final class ShardMatcher {

  /** Codes matched at once, where not the whole part is. */
  static final int ROWS = 1 << 16;

  private final JoinCodes part;
  private final JoinContext context;
  private final int mostMatches;
  private final DoubleConsumer predicted;

  /**
   * @param mostMatches of an answer on several codes
   * @param predicted told how many products are foreseen, once that is known
   */
  ShardMatcher(JoinCodes part, JoinContext context, int mostMatches, DoubleConsumer predicted) {
    this.part = part;
    this.context = context;
    this.mostMatches = mostMatches;
    this.predicted = predicted;
  }

  Matches match(Match request) throws IOException {
    return switch (request.kind) {
      case NEAREST -> throw new IllegalArgumentException("the nearest are found by the index");
      case LINKS -> request.batch == null ? ownLinks(request.radius) : links(request);
      case PAIRS -> request.batch == null ? ownPairs(request) : pairs(request);
    };
  }

  /** Ends a join whose answer is full. */
  private static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FullException() {
      super("the answer is full", null, false, false);
    }
  }

  /** Pairs of one answer. */
  private final class Answer {
    private final Matches matches = new Matches();
    private final int most;
    private long reserved;

    Answer(int most) {
      this.most = most;
    }

    void add(int left, int right, int distance, int leftDocuments, int rightDocuments) {
      if (matches.size() >= most) {
        throw new FullException();
      }
      if (matches.size() >= reserved) {
        long more = Math.max(64, reserved / 2);
        context.memory().accept(Matches.byteSize(more));
        reserved += more;
      }
      matches.add(left, right, distance, leftDocuments, rightDocuments);
    }
  }

  @FunctionalInterface
  private interface Join {
    JoinTotals run(int end, Answer answer) throws IOException;
  }

  /** A join within a radius, which is foretold before it is run. */
  private RadiusJoin within(JoinCodes left, int radius) {
    RadiusJoin join = new RadiusJoin(left, part, radius, context);
    predicted.accept(join.predict().products());
    return join;
  }

  /** Joins as many rows as fit into an answer. */
  private Matches bounded(int from, int rows, Join join) throws IOException {
    for (int tried = rows; ; tried = tried / 2) {
      Answer answer = new Answer(tried > 1 ? mostMatches : Integer.MAX_VALUE);
      try {
        JoinTotals totals = join.run(from + tried, answer);
        return answer.matches.next(from + tried, totals);
      } catch (FullException e) {
        // Fewer, then.
      } finally {
        context.memory().accept(-Matches.byteSize(answer.reserved));
      }
    }
  }

  private Matches pairs(Match request) throws IOException {
    CodeBatch batch = request.batch;
    int skipped = request.fromRow - batch.first();
    int length = batch.codes().length / batch.count();
    int most = Math.min(request.rows, batch.count() - skipped);
    return bounded(
        request.fromRow,
        most,
        (end, answer) -> {
          byte[] codes =
              Arrays.copyOfRange(batch.codes(), skipped * length, (end - batch.first()) * length);
          try (JoinCodes left = JoinCodes.of(part.bitCount(), codes, context)) {
            return within(left, request.radius)
                .codePairs((row, ordinal, distance) ->
                    answer.add(
                        request.fromRow + row,
                        ordinal,
                        distance,
                        batch.documents(skipped + row),
                        part.ownerCount(ordinal)));
          }
        });
  }

  /**
   * The part with itself: all of it at once, where that fits into one answer. Equal codes, which
   * are one, are no pair here.
   */
  private Matches ownPairs(Match request) throws IOException {
    int from = request.fromRow;
    return bounded(
        from,
        Math.min(request.rows, part.count() - from),
        (end, answer) -> {
          if (end - from == part.count()) {
            return within(part, request.radius)
                .codePairs((row, ordinal, distance) -> own(answer, row, ordinal, distance));
          }
          try (JoinCodes left = JoinCodes.of(part.bitCount(), codes(from, end), context)) {
            return within(left, request.radius)
                .codePairs((row, ordinal, distance) -> {
                  if (ordinal > from + row) {
                    own(answer, from + row, ordinal, distance);
                  }
                });
          }
        });
  }

  private void own(Answer answer, int row, int ordinal, int distance) {
    if (row != ordinal) {
      answer.add(row, ordinal, distance, part.ownerCount(row), part.ownerCount(ordinal));
    }
  }

  private byte[] codes(int from, int end) {
    ByteArrayOutputStream codes = new ByteArrayOutputStream();
    for (int i = from; i < end; i++) {
      codes.writeBytes(part.code(i));
    }
    return codes.toByteArray();
  }

  /** Each code with the least of its group. */
  private Matches ownLinks(int radius) throws IOException {
    // Those of disjoint sets, the groups, and at most as many matches.
    long bytes = part.count() * 3L * Integer.BYTES + Matches.byteSize(part.count());
    context.memory().accept(bytes);
    try {
      DisjointSets sets = new DisjointSets(part.count());
      JoinTotals totals =
          within(part, radius).codePairs((row, ordinal, distance) -> sets.join(row, ordinal));
      Matches matches = new Matches();
      for (int i = 0; i < part.count(); i++) {
        if (sets.root(i) != i) {
          matches.add(i, sets.root(i), 0, 0, 0);
        }
      }
      return matches.next(part.count(), totals);
    } finally {
      context.memory().accept(-bytes);
    }
  }

  /** A pair that joins what is joined already is left out: at most one fewer than codes remain. */
  private Matches links(Match request) throws IOException {
    CodeBatch batch = request.batch;
    long codes = (long) part.count() + batch.count();
    // At most one match fewer than codes, and no more than twice those of the batch's many.
    long bytes = codes * 2 * Integer.BYTES + Matches.byteSize(codes);
    context.memory().accept(bytes);
    try (JoinCodes left = JoinCodes.of(part.bitCount(), batch.codes(), context)) {
      DisjointSets sets = new DisjointSets(part.count() + batch.count());
      Matches matches = new Matches();
      JoinTotals totals =
          within(left, request.radius)
              .codePairs((row, ordinal, distance) -> {
                int node = part.count() + row;
                if (sets.root(node) != sets.root(ordinal)) {
                  sets.join(node, ordinal);
                  matches.add(batch.first() + row, ordinal, distance, 0, 0);
                }
              });
      return matches.next(batch.first() + batch.count(), totals);
    } finally {
      context.memory().accept(-bytes);
    }
  }
}
