package hashing.opensearch.join;

import java.util.List;
import java.util.function.LongConsumer;

/**
 * What the ways to join share while one runs.
 *
 * @param left parts of the left side
 * @param right those of the right side; the same list where the left side is joined with itself
 * @param memory told of bytes before they are taken, and of as many, negative, afterwards; throws
 *     where there is no room
 */
record JoinRun(
    JoinRequest request,
    JoinCalls calls,
    JoinProgress progress,
    RowSink sink,
    List<RemotePart> left,
    List<RemotePart> right,
    LongConsumer memory) {

  boolean isSelf() {
    return left == right;
  }

  static long documents(List<RemotePart> parts) {
    return parts.stream().mapToLong(part -> part.opened().documents()).sum();
  }

  static long codes(List<RemotePart> parts) {
    return parts.stream().mapToLong(RemotePart::codes).sum();
  }

  /** Parts on the right with which one of the left is still to be joined. */
  List<RemotePart> others(RemotePart part) {
    return isSelf() ? right.subList(part.number() + 1, right.size()) : right;
  }

  /** Tells the task what is to be done. */
  void begin() {
    double codes = codes(left);
    double products = isSelf() ? codes * (codes - 1) / 2 : codes * codes(right);
    progress.matching(
        isSelf() ? left.size() : left.size() + right.size(),
        codes(left),
        documents(left),
        request.k() != null && isSelf() ? codes * codes : products);
  }

  /** The nearest documents of each code of a batch, of all parts on the right. */
  NearestLists nearest(CodeBatch batch, int limit, int radius) {
    return NearestLists.of(calls, right, batch, limit, radius, progress, memory);
  }

  void add(JoinRow row) {
    JoinShards.checkCancelled(calls.task());
    sink.add(row);
    progress.row();
  }
}
