package hashing.opensearch.join;

import hashing.opensearch.join.ShardRequest.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.action.support.PlainActionFuture;

/** The {@code k} nearest documents of each document on the left. */
final class NeighborsJoin {
  /** Neighbours of the codes of a batch. */
  private static final int MOST = 1 << 20;

  /** Parts that are asked at once. */
  private static final int PARALLEL = 4;

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
    int rows = Math.min(ShardMatcher.ROWS, Math.max(1, MOST / limit));
    long bytes = NearestLists.byteSize(rows, limit);
    run.memory().accept(bytes);
    try {
      for (RemotePart left : run.left()) {
        for (int from = 0; from < left.codes(); from += rows) {
          CodeBatch batch = run.calls().codes(left, from, rows);
          write(left, batch, nearest(batch));
        }
      }
    } finally {
      run.memory().accept(-bytes);
    }
  }

  private NearestLists nearest(CodeBatch batch) {
    NearestLists lists = new NearestLists(batch.first(), batch.count(), limit);
    List<PlainActionFuture<Matches>> answers = new ArrayList<>();
    for (RemotePart right : run.right()) {
      answers.add(run.calls().match(right, Kind.NEAREST, limit, batch, batch.first()));
      if (answers.size() == PARALLEL || right.number() == run.right().size() - 1) {
        int number = right.number() + 1 - answers.size();
        for (PlainActionFuture<Matches> answer : answers) {
          lists.add(number, run.calls().await(answer));
          run.progress().matched((double) batch.count() * run.right().get(number++).codes());
        }
        answers.clear();
      }
    }
    return lists;
  }

  private void write(RemotePart left, CodeBatch batch, NearestLists lists) {
    int to;
    for (int from = 0; from < batch.count(); from = to) {
      to = end(batch, from);
      Map<Integer, Map<Integer, String>> names = names(lists, from, to);
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

  private Map<Integer, Map<Integer, String>> names(NearestLists lists, int from, int to) {
    Map<Integer, Map<Integer, String>> names = new HashMap<>();
    for (RemotePart right : run.right()) {
      int[] documents = lists.documents(right.number(), from, to);
      if (documents.length > 0) {
        String[] found = run.calls().documents(right, documents).ids();
        Map<Integer, String> ofPart = new HashMap<>();
        for (int i = 0; i < documents.length; i++) {
          ofPart.put(documents[i], found[i]);
        }
        names.put(right.number(), ofPart);
      }
    }
    return names;
  }

  private void write(
      RemotePart left,
      CodeBatch batch,
      int row,
      NearestLists lists,
      Map<Integer, Map<Integer, String>> names) {
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
            DocumentRef other =
                new DocumentRef(run.right().get(part).index(), names.get(part).get(document));
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
