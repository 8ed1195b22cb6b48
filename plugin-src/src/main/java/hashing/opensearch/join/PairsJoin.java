package hashing.opensearch.join;

import hashing.opensearch.join.ShardRequest.Kind;
import java.util.List;
import org.opensearch.action.support.PlainActionFuture;

/** All pairs of documents within a radius. */
final class PairsJoin {
  private final JoinRun run;
  private final int radius;
  private final PairExpansion pairs;

  PairsJoin(JoinRun run) {
    this.run = run;
    this.radius = run.request().radius();
    this.pairs = new PairExpansion(run, radius);
  }

  PairExpansion join() {
    for (RemotePart left : run.left()) {
      if (run.isSelf()) {
        own(left);
      }
      List<RemotePart> others = run.others(left);
      int rows = ShardMatcher.ROWS;
      for (int from = 0; from < left.codes(); from += rows) {
        CodeBatch batch = run.calls().codes(left, from, rows);
        if (run.isSelf()) {
          pairs.addEqual(left, batch);
        }
        for (RemotePart right : others) {
          match(left, right, batch);
        }
      }
    }
    return pairs;
  }

  private void own(RemotePart part) {
    double all = (double) part.codes() * (part.codes() - 1) / 2;
    match(part, part, null, 0, part.codes(), all);
  }

  private void match(RemotePart left, RemotePart right, CodeBatch batch) {
    double products = (double) batch.count() * right.codes();
    match(left, right, batch, batch.first(), batch.first() + batch.count(), products);
  }

  /** Matches rows, fewer at a time where they have too many matches for one answer. */
  private void match(
      RemotePart left, RemotePart right, CodeBatch batch, int first, int end, double products) {
    int rows = end - first;
    for (int from = first; from < end; ) {
      PlainActionFuture<Matches> answer =
          run.calls().match(right, Kind.PAIRS, radius, batch, from, rows);
      double share = products * rows / (end - first);
      Matches matches =
          run.calls()
              .await(
                  answer,
                  right,
                  Math.max(rows, right.codes()),
                  (done, predicted) -> run.progress().partly(done, share, predicted));
      long bytes = Matches.byteSize(matches.size());
      run.memory().accept(bytes);
      try {
        pairs.add(left, right, matches);
      } finally {
        run.memory().accept(-bytes);
      }
      int done = matches.nextRow() - from;
      run.progress()
          .matched(products * done / (end - first), matches.predicted(), matches.products());
      from += done;
      rows = Math.min(end - from, 2 * done);
    }
  }
}
