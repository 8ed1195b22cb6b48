package hashing.opensearch.join;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.NearestJoin;
import hashing.join.RadiusJoin;
import hashing.opensearch.join.ShardRequest.Match;
import hashing.probe.DisjointSets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Matches codes with those of a part. An answer is bounded: after so many matches it ends with a
 * whole row, and the rest is asked for again.
 */
final class ShardMatcher {

  /** Codes matched at once, where not the whole part is. */
  static final int ROWS = 1 << 16;

  private final JoinCodes part;
  private final JoinContext context;
  private final int mostMatches;

  /**
   * @param mostMatches after which an answer ends; a row's matches stay together
   */
  ShardMatcher(JoinCodes part, JoinContext context, int mostMatches) {
    this.part = part;
    this.context = context;
    this.mostMatches = mostMatches;
  }

  Matches match(Match request) throws IOException {
    return switch (request.kind) {
      case NEAREST -> nearest(request);
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
    private long reserved;
    private int row = -1;

    void add(int left, int right, int distance, int leftDocuments, int rightDocuments) {
      if (left != row) {
        if (matches.size() >= mostMatches) {
          row = left;
          throw new FullException();
        }
        row = left;
      }
      if (matches.size() >= reserved) {
        long more = Math.max(1024, reserved / 2);
        context.memory().accept(Matches.byteSize(more));
        reserved += more;
      }
      matches.add(left, right, distance, leftDocuments, rightDocuments);
    }
  }

  @FunctionalInterface
  private interface Join {
    void run(Answer answer) throws IOException;
  }

  /** Runs a join until it ends or the answer is full. */
  private Matches bounded(int end, Join join) throws IOException {
    Answer answer = new Answer();
    try {
      join.run(answer);
      return answer.matches.next(end);
    } catch (FullException e) {
      return answer.matches.next(answer.row);
    } finally {
      context.memory().accept(-Matches.byteSize(answer.reserved));
    }
  }

  private Matches pairs(Match request) throws IOException {
    CodeBatch batch = request.batch;
    int skipped = request.fromRow - batch.first();
    int length = batch.codes().length / batch.count();
    byte[] codes = Arrays.copyOfRange(batch.codes(), skipped * length, batch.codes().length);
    try (JoinCodes left = JoinCodes.of(part.bitCount(), codes, context)) {
      return bounded(
          batch.first() + batch.count(),
          answer ->
              new RadiusJoin(left, part, request.radius, context)
                  .codePairs((row, ordinal, distance) ->
                      answer.add(
                          request.fromRow + row,
                          ordinal,
                          distance,
                          batch.documents(skipped + row),
                          part.ownerCount(ordinal))));
    }
  }

  /**
   * The part with itself: all of it at once, as long as that fits into one answer. Equal codes,
   * which are one, are no pair here.
   */
  private Matches ownPairs(Match request) throws IOException {
    if (request.fromRow == 0) {
      return bounded(
          part.count(),
          answer ->
              new RadiusJoin(part, part, request.radius, context)
                  .codePairs((row, ordinal, distance) -> own(answer, row, ordinal, distance)));
    }
    int from = request.fromRow;
    int end = Math.min(part.count(), from + ROWS);
    try (JoinCodes left = JoinCodes.of(part.bitCount(), codes(from, end), context)) {
      return bounded(
          end,
          answer ->
              new RadiusJoin(left, part, request.radius, context)
                  .codePairs((row, ordinal, distance) -> {
                    if (ordinal > from + row) {
                      own(answer, from + row, ordinal, distance);
                    }
                  }));
    }
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
    int[] groups = new RadiusJoin(part, part, radius, context).groups();
    return bounded(
        part.count(),
        answer -> {
          for (int i = 0; i < groups.length; i++) {
            if (groups[i] != i) {
              answer.matches.add(i, groups[i], 0, 0, 0);
            }
          }
        });
  }

  /** A pair that joins what is joined already is left out: at most one fewer than codes remain. */
  private Matches links(Match request) throws IOException {
    CodeBatch batch = request.batch;
    long bytes = (long) (part.count() + batch.count()) * Integer.BYTES;
    context.memory().accept(bytes);
    try (JoinCodes left = JoinCodes.of(part.bitCount(), batch.codes(), context)) {
      DisjointSets sets = new DisjointSets(part.count() + batch.count());
      return bounded(
          batch.first() + batch.count(),
          answer ->
              new RadiusJoin(left, part, request.radius, context)
                  .codePairs((row, ordinal, distance) -> {
                    int node = part.count() + row;
                    if (sets.root(node) != sets.root(ordinal)) {
                      sets.join(node, ordinal);
                      answer.matches.add(batch.first() + row, ordinal, distance, 0, 0);
                    }
                  }));
    } finally {
      context.memory().accept(-bytes);
    }
  }

  private Matches nearest(Match request) throws IOException {
    CodeBatch batch = request.batch;
    try (JoinCodes left = JoinCodes.of(part.bitCount(), batch.codes(), context)) {
      return bounded(
          batch.first() + batch.count(),
          answer ->
              new NearestJoin(left, part, request.k, request.radius, context)
                  .run((row, document, distance) ->
                      answer.matches.add(
                          batch.first() + row, document, distance, batch.documents(row), 1)));
    }
  }
}
