package hashing.opensearch.join;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes pairs of documents of pairs of codes: counts all of them by distance, and hands over as
 * many as are wanted.
 */
final class PairExpansion {
  private final JoinRun run;
  private final CodeIds ids;
  private final long maxPairs;
  private final long[] found;
  private long written;

  PairExpansion(JoinRun run, int radius) {
    this.run = run;
    this.ids = new CodeIds(run.calls());
    this.maxPairs = run.request().maxPairs();
    this.found = new long[radius + 1];
  }

  /** Pairs found at each distance. */
  long[] found() {
    return found;
  }

  long written() {
    return written;
  }

  /** Two codes, and the documents with each. */
  private record CodePair(int left, int right, int distance, int leftCount, int rightCount) {}

  private void count(int distance, long pairs) {
    found[distance] += pairs;
    run.progress().found(pairs);
  }

  /** Takes matches of the codes of two parts, which may be one and the same. */
  void add(RemotePart left, RemotePart right, Matches matches) {
    List<CodePair> chunk = new ArrayList<>();
    int documents = 0;
    for (int i = 0; i < matches.size(); i++) {
      int leftCount = matches.leftDocuments(i);
      int rightCount = matches.rightDocuments(i);
      count(matches.distance(i), (long) leftCount * rightCount);
      if (written < maxPairs) {
        chunk.add(
            new CodePair(
                matches.left(i), matches.right(i), matches.distance(i), leftCount, rightCount));
        documents += Math.min(CodeIds.BLOCK, leftCount) + Math.min(CodeIds.BLOCK, rightCount);
      }
      if (documents >= CodeIds.AHEAD - 2 * CodeIds.BLOCK) {
        expand(left, right, chunk);
        chunk.clear();
        documents = 0;
      }
    }
    expand(left, right, chunk);
  }

  private void expand(RemotePart left, RemotePart right, List<CodePair> chunk) {
    TreeMap<Integer, Integer> lefts = new TreeMap<>();
    TreeMap<Integer, Integer> rights = left == right ? lefts : new TreeMap<>();
    for (CodePair pair : chunk) {
      lefts.put(pair.left(), pair.leftCount());
      rights.put(pair.right(), pair.rightCount());
    }
    ids.clear();
    ids.fetch(left, lefts);
    if (left != right) {
      ids.fetch(right, rights);
    }
    for (CodePair pair : chunk) {
      expand(left, right, pair);
    }
  }

  private void expand(RemotePart left, RemotePart right, CodePair pair) {
    for (int a = 0; a * CodeIds.BLOCK < pair.leftCount() && written < maxPairs; a++) {
      DocumentIds leftIds = ids.block(left, pair.left(), a);
      for (int b = 0; b * CodeIds.BLOCK < pair.rightCount() && written < maxPairs; b++) {
        DocumentIds rightIds = ids.block(right, pair.right(), b);
        for (int i = 0; i < leftIds.size(); i++) {
          for (int j = 0; j < rightIds.size(); j++) {
            write(left, leftIds.ids()[i], right, rightIds.ids()[j], pair.distance());
          }
        }
      }
    }
  }

  private void write(
      RemotePart left, String leftId, RemotePart right, String rightId, int distance) {
    if (written < maxPairs) {
      run.add(
          new JoinRow.Pair(
              new DocumentRef(left.index(), leftId),
              new DocumentRef(right.index(), rightId),
              distance));
      written++;
    }
  }

  /** Takes the pairs of documents that have the same code, each unordered pair once. */
  void addEqual(RemotePart part, CodeBatch batch) {
    for (int row = 0; row < batch.count(); row++) {
      long count = batch.documents(row);
      if (count > 1) {
        count(0, count * (count - 1) / 2);
        expandEqual(part, batch.first() + row, batch.documents(row));
      }
    }
  }

  private void expandEqual(RemotePart part, int ordinal, int count) {
    for (int a = 0; a * CodeIds.BLOCK < count && written < maxPairs; a++) {
      DocumentIds leftIds = ids.block(part, ordinal, a);
      for (int b = a; b * CodeIds.BLOCK < count && written < maxPairs; b++) {
        DocumentIds rightIds = ids.block(part, ordinal, b);
        for (int i = 0; i < leftIds.size(); i++) {
          for (int j = a == b ? i + 1 : 0; j < rightIds.size(); j++) {
            write(part, leftIds.ids()[i], part, rightIds.ids()[j], 0);
          }
        }
      }
    }
  }
}
