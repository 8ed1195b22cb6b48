package hashing.opensearch.join;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The {@code k} nearest documents of each document on the left. */
final class NeighborsJoin {
  /** Codes of a batch. */
  private static final int ROWS = 1 << 14;

  /** Neighbours of the codes of a batch. */
  private static final int MOST = 1 << 20;

  /** Neighbours whose ids are held at once. */
  private static final int MOST_IDS = 1 << 14;

  private final JoinRun run;
  private final int k;
  private final int limit;
  private final CodeIds ids;
  private final long[] found;
  private long written;
  private boolean full;

  NeighborsJoin(JoinRun run) {
    this.run = run;
    this.k = run.request().k();
    // Each finds itself, too.
    this.limit = run.isSelf() ? k + 1 : k;
    this.ids = new CodeIds(run.calls());
    this.found = new long[run.left().getFirst().opened().bitCount() + 1];
  }

  /** Neighbours at each distance. */
  long[] found() {
    return found;
  }

  long written() {
    return written;
  }

  void join() {
    int rows = Math.clamp(MOST / limit, 1, ROWS);
    long bytes = NearestLists.byteSize(rows, limit);
    run.memory().accept(bytes);
    try {
      for (RemotePart left : run.left()) {
        for (int from = 0; from < left.codes(); from += rows) {
          CodeBatch batch = run.calls().codes(left, from, rows);
          write(left, batch, run.nearest(batch, limit, left.opened().bitCount()));
        }
      }
    } finally {
      run.memory().accept(-bytes);
    }
  }

  private void write(RemotePart left, CodeBatch batch, NearestLists lists) {
    int to;
    for (int from = 0; from < batch.count(); from = to) {
      to = end(batch, from);
      NearestNames names = NearestNames.of(run.calls(), run.right(), lists, from, to);
      TreeMap<Integer, Integer> counts = new TreeMap<>();
      for (int row = from; row < to; row++) {
        counts.put(batch.first() + row, batch.documents(row));
      }
      ids.clear();
      ids.fetch(left, counts);
      for (int row = from; row < to; row++) {
        write(left, batch, row, lists, names);
      }
    }
  }

  /** Behind the last row whose documents and neighbours are named together with the first. */
  private int end(CodeBatch batch, int from) {
    int documents = 0;
    int to = from;
    while (to < batch.count()
        && documents < CodeIds.AHEAD - CodeIds.BLOCK
        && (to - from) * limit < MOST_IDS) {
      documents += Math.min(CodeIds.BLOCK, batch.documents(to++));
    }
    return to;
  }

  private void write(
      RemotePart left, CodeBatch batch, int row, NearestLists lists, NearestNames names) {
    int ordinal = batch.first() + row;
    for (int block = 0; block * CodeIds.BLOCK < batch.documents(row); block++) {
      DocumentIds documents = ids.block(left, ordinal, block);
      for (int i = 0; i < documents.size(); i++) {
        List<JoinRow.Neighbor> neighbors = new ArrayList<>();
        for (int n = 0; n < lists.size(row) && neighbors.size() < k; n++) {
          int part = lists.part(row, n);
          int document = lists.document(row, n);
          boolean itself =
              run.isSelf() && part == left.number() && document == documents.numbers()[i];
          if (!itself) {
            DocumentRef other = names.of(part, document);
            neighbors.add(new JoinRow.Neighbor(other, lists.distance(row, n)));
          }
        }
        write(new DocumentRef(left.index(), documents.ids()[i]), neighbors);
      }
    }
  }

  private void write(DocumentRef document, List<JoinRow.Neighbor> neighbors) {
    neighbors.forEach(neighbor -> found[neighbor.distance()]++);
    run.progress().found(neighbors.size());
    full |= written + neighbors.size() > run.request().maxPairs();
    if (!full) {
      run.add(new JoinRow.Neighbors(document, neighbors));
      written += neighbors.size();
    }
  }
}
