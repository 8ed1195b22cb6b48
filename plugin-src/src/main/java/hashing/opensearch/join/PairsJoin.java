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
          run.progress().matched((double) batch.count() * right.codes());
        }
      }
    }
    return pairs;
  }

  private void own(RemotePart part) {
    double done = 0;
    double all = (double) part.codes() * (part.codes() - 1) / 2;
    for (int row = 0; row < part.codes(); ) {
      PlainActionFuture<Matches> answer =
          run.calls().match(part, Kind.PAIRS, radius, null, row);
      Matches matches = run.calls().await(answer);
      pairs.add(part, part, matches);
      row = matches.nextRow();
      double left = (double) (part.codes() - row) * (part.codes() - row - 1) / 2;
      run.progress().matched(all - left - done);
      done = all - left;
    }
  }

  private void match(RemotePart left, RemotePart right, CodeBatch batch) {
    int end = batch.first() + batch.count();
    for (int row = batch.first(); row < end; ) {
      Matches matches =
          run.calls().await(run.calls().match(right, Kind.PAIRS, radius, batch, row));
      pairs.add(left, right, matches);
      row = matches.nextRow();
    }
  }
}
