package hashing.opensearch.join;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.opensearch.action.support.PlainActionFuture;

/**
 * The nearest documents of each code of a batch, over the parts of the right side. Where distances
 * are equal, lower parts come first, then lower documents. Takes {@link #byteSize} bytes.
 */
final class NearestLists {
  /** Parts that are asked at once. */
  private static final int PARALLEL = 4;

  private final int first;
  private final int limit;
  private final int[] sizes;
  private final long[] keys;
  private final int[] documents;
  private final long[] mergedKeys;
  private final int[] mergedDocuments;

  /**
   * @param first ordinal of the first code
   * @param count codes
   * @param limit documents of each
   */
  NearestLists(int first, int count, int limit) {
    this.first = first;
    this.limit = limit;
    sizes = new int[count];
    keys = new long[count * limit];
    documents = new int[count * limit];
    mergedKeys = new long[limit];
    mergedDocuments = new int[limit];
  }

  /**
   * Asks all parts for the nearest documents of each code of a batch.
   *
   * @param progress told of the products that are done
   * @param memory told of the bytes of answers before they are asked for
   */
  static NearestLists of(
      JoinCalls calls,
      List<RemotePart> parts,
      CodeBatch batch,
      int limit,
      int radius,
      JoinProgress progress,
      LongConsumer memory) {
    NearestLists lists = new NearestLists(batch.first(), batch.count(), limit);
    for (int from = 0; from < parts.size(); from += PARALLEL) {
      List<RemotePart> asked = parts.subList(from, Math.min(parts.size(), from + PARALLEL));
      long most = asked.stream().mapToLong(part -> part.opened().mostMatches(batch, limit)).sum();
      long bytes = Matches.byteSize(most);
      memory.accept(bytes);
      try {
        lists.ask(calls, asked, batch, radius, progress);
      } finally {
        memory.accept(-bytes);
      }
    }
    return lists;
  }

  private void ask(
      JoinCalls calls, List<RemotePart> asked, CodeBatch batch, int radius, JoinProgress progress) {
    List<PlainActionFuture<Matches>> answers =
        asked.stream().map(part -> calls.nearest(part, limit, radius, batch)).toList();
    for (int i = 0; i < asked.size(); i++) {
      RemotePart part = asked.get(i);
      double products = (double) batch.count() * part.codes();
      Matches matches =
          calls.await(
              answers.get(i),
              part,
              batch.count(),
              (share, predicted) -> progress.partly(share, products, predicted));
      add(part.number(), matches);
      progress.matched(products, matches.predicted(), matches.products());
    }
  }

  static long byteSize(int count, int limit) {
    return (long) count * (limit * (Long.BYTES + Integer.BYTES) + Integer.BYTES);
  }

  /** Takes what a part has; parts come in ascending order. */
  void add(int part, Matches matches) {
    for (int from = 0; from < matches.size(); ) {
      int to = from;
      while (to < matches.size() && matches.left(to) == matches.left(from)) {
        to++;
      }
      merge(matches.left(from) - first, part, matches, from, to);
      from = to;
    }
  }

  private void merge(int row, int part, Matches matches, int from, int to) {
    int base = row * limit;
    int a = 0;
    int b = from;
    int size = 0;
    while (size < limit && (a < sizes[row] || b < to)) {
      long key = b < to ? (long) matches.distance(b) << Integer.SIZE | part : Long.MAX_VALUE;
      if (a < sizes[row] && keys[base + a] <= key) {
        mergedKeys[size] = keys[base + a];
        mergedDocuments[size++] = documents[base + a++];
      } else {
        mergedKeys[size] = key;
        mergedDocuments[size++] = matches.right(b++);
      }
    }
    System.arraycopy(mergedKeys, 0, keys, base, size);
    System.arraycopy(mergedDocuments, 0, documents, base, size);
    sizes[row] = size;
  }

  int size(int row) {
    return sizes[row];
  }

  int part(int row, int index) {
    return (int) keys[row * limit + index];
  }

  int document(int row, int index) {
    return documents[row * limit + index];
  }

  int distance(int row, int index) {
    return (int) (keys[row * limit + index] >>> Integer.SIZE);
  }

  /** Different documents of a part in some rows, ascending. */
  int[] documents(int part, int fromRow, int toRow) {
    int[] found = new int[(toRow - fromRow) * limit];
    int size = 0;
    for (int row = fromRow; row < toRow; row++) {
      for (int i = 0; i < sizes[row]; i++) {
        if (part(row, i) == part) {
          found[size++] = document(row, i);
        }
      }
    }
    return Arrays.stream(found, 0, size).sorted().distinct().toArray();
  }
}
