package hashing.opensearch.join;

import hashing.opensearch.join.ShardRequest.Kind;
import hashing.probe.DisjointSets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Groups of documents that chains of pairs within a radius connect. Equal codes of a shard are one
 * code, whatever the number of its documents. Takes 28 bytes a code.
 */
final class GroupsJoin {
  private static final int BYTES = 28;

  private final JoinRun run;
  private final List<RemotePart> parts = new ArrayList<>();
  private final int[] firsts;
  private final int codes;

  GroupsJoin(JoinRun run) {
    this.run = run;
    parts.addAll(run.left());
    if (!run.isSelf()) {
      parts.addAll(run.right());
    }
    long total = JoinRun.codes(parts);
    if (total > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException(
          "[as] is [groups], which takes up to "
              + (Integer.MAX_VALUE - 64)
              + " codes, found "
              + total);
    }
    codes = (int) total;
    firsts = new int[parts.size()];
    for (int i = 1; i < firsts.length; i++) {
      firsts[i] = firsts[i - 1] + parts.get(i - 1).codes();
    }
  }

  JoinReport.Groups join() {
    long bytes = (long) codes * BYTES;
    run.memory().accept(bytes);
    try {
      DisjointSets sets = new DisjointSets(codes);
      for (int l = 0; l < run.left().size(); l++) {
        connect(sets, l);
      }
      run.progress().writing();
      return write(sets);
    } finally {
      run.memory().accept(-bytes);
    }
  }

  private void connect(DisjointSets sets, int l) {
    RemotePart left = parts.get(l);
    if (run.isSelf()) {
      double products = (double) left.codes() * (left.codes() - 1) / 2;
      link(sets, links(left, null, left.codes(), products), firsts[l], firsts[l]);
    }
    int first = run.isSelf() ? l + 1 : run.left().size();
    if (first == parts.size()) {
      return;
    }
    for (int from = 0; from < left.codes(); from += ShardMatcher.ROWS) {
      CodeBatch batch = run.calls().codes(left, from, ShardMatcher.ROWS);
      for (int r = first; r < parts.size(); r++) {
        double products = (double) batch.count() * parts.get(r).codes();
        link(sets, links(parts.get(r), batch, batch.count(), products), firsts[l], firsts[r]);
      }
    }
  }

  private Matches links(RemotePart part, CodeBatch batch, int rows, double products) {
    int first = batch == null ? 0 : batch.first();
    Matches links =
        run.calls()
            .await(
                run.calls().match(part, Kind.LINKS, run.request().radius(), batch, first, rows),
                part,
                Math.max(rows, part.codes()),
                (done, predicted) -> run.progress().partly(done, products, predicted));
    run.progress().matched(products, links.predicted(), links.products());
    return links;
  }

  private void link(DisjointSets sets, Matches found, int left, int right) {
    long bytes = Matches.byteSize(found.size());
    run.memory().accept(bytes);
    try {
      for (int i = 0; i < found.size(); i++) {
        sets.join(left + found.left(i), right + found.right(i));
      }
    } finally {
      run.memory().accept(-bytes);
    }
  }

  private JoinReport.Groups write(DisjointSets sets) {
    int[] counts = counts();
    long[] documents = new long[codes];
    int[] members = new int[codes];
    for (int code = 0; code < codes; code++) {
      int root = sets.root(code);
      documents[root] += counts[code];
      members[root]++;
    }
    int[] numbers = new int[codes];
    int groups = 0;
    long inGroups = 0;
    long largest = 0;
    for (int root = 0; root < codes; root++) {
      // Equal codes of one side are a group only where that side is joined with itself.
      boolean isGroup = documents[root] > 1 && (run.isSelf() || members[root] > 1);
      numbers[root] = isGroup ? ++groups : 0;
      inGroups += isGroup ? documents[root] : 0;
      largest = Math.max(largest, isGroup ? documents[root] : 0);
    }
    for (int p = 0; p < parts.size(); p++) {
      Members rows = new Members(parts.get(p));
      for (int code = firsts[p]; code < firsts[p] + parts.get(p).codes(); code++) {
        int root = sets.root(code);
        if (numbers[root] > 0) {
          rows.add(code - firsts[p], counts[code], numbers[root], documents[root], members[root]);
        }
      }
      rows.flush();
    }
    return new JoinReport.Groups(groups, inGroups, largest);
  }

  /** Documents with each code. */
  private int[] counts() {
    int[] counts = new int[codes];
    for (int p = 0; p < parts.size(); p++) {
      for (int from = 0; from < parts.get(p).codes(); from += ShardMatcher.ROWS) {
        CodeBatch batch = run.calls().codes(parts.get(p), from, ShardMatcher.ROWS);
        for (int row = 0; row < batch.count(); row++) {
          counts[firsts[p] + from + row] = batch.documents(row);
        }
      }
    }
    return counts;
  }

  /** Rows of one part, whose documents are named together. */
  private final class Members {
    private final RemotePart part;
    private final CodeIds ids = new CodeIds(run.calls());
    private final List<JoinRow.Member> waiting = new ArrayList<>();
    private final TreeMap<Integer, Integer> counts = new TreeMap<>();
    private int ahead;

    Members(RemotePart part) {
      this.part = part;
    }

    void add(int ordinal, int count, int group, long documents, int codes) {
      waiting.add(new JoinRow.Member(null, group, documents, codes));
      counts.put(ordinal, count);
      ahead += Math.min(count, CodeIds.BLOCK);
      if (ahead >= CodeIds.AHEAD - CodeIds.BLOCK) {
        flush();
      }
    }

    void flush() {
      ids.clear();
      ids.fetch(part, counts);
      int at = 0;
      for (int ordinal : counts.keySet()) {
        JoinRow.Member member = waiting.get(at++);
        for (int block = 0; block * CodeIds.BLOCK < counts.get(ordinal); block++) {
          for (String id : ids.block(part, ordinal, block).ids()) {
            run.add(
                new JoinRow.Member(
                    new DocumentRef(part.index(), id),
                    member.group(),
                    member.documents(),
                    member.codes()));
          }
        }
      }
      waiting.clear();
      counts.clear();
      ahead = 0;
    }
  }
}
