package hashing.index;

import java.util.Arrays;

/**
 * Ordinals of documents that arrive in any order: an array over all documents where many have a
 * code, else sorted pairs. Not thread-safe.
 */
final class DocumentOrdinals {

  /** For each document its ordinal + 1, 0 for none; null for pairs. */
  private final int[] byDocument;

  /** Document in the high 32 bits, ordinal in the low ones. */
  private final long[] pairs;

  private int count;

  /**
   * @param most documents that may have a code
   */
  DocumentOrdinals(int maxDoc, long most) {
    boolean dense = most >= maxDoc / 4;
    byDocument = dense ? new int[maxDoc] : null;
    pairs = dense ? null : new long[(int) most];
  }

  void add(int docId, int ordinal) {
    if (byDocument == null) {
      pairs[count] = (long) docId << Integer.SIZE | ordinal;
    } else {
      byDocument[docId] = ordinal + 1;
    }
    count++;
  }

  int count() {
    return count;
  }

  /**
   * Takes all, in document order: {@code docIds} and {@code ordinals} get {@link #count} values.
   */
  void sorted(int[] docIds, int[] ordinals) {
    if (byDocument == null) {
      Arrays.sort(pairs, 0, count);
      for (int i = 0; i < count; i++) {
        docIds[i] = (int) (pairs[i] >>> Integer.SIZE);
        ordinals[i] = (int) pairs[i];
      }
      return;
    }
    int i = 0;
    for (int docId = 0; docId < byDocument.length; docId++) {
      if (byDocument[docId] != 0) {
        docIds[i] = docId;
        ordinals[i++] = byDocument[docId] - 1;
      }
    }
  }
}
