package hashing.search;

import hashing.index.SubstringTable;
import java.util.ArrayList;
import java.util.List;

/** The codes of a batch of queries, which are answered each for itself. Immutable. */
final class BatchCodes {
  private final List<QueryCodes> queries = new ArrayList<>();

  /** Words of all, one code's behind the other's. */
  private final long[] words;

  private final int wordCount;

  BatchCodes(String field, int bitCount, List<byte[]> codes) {
    for (byte[] code : codes) {
      queries.add(new QueryCodes(field, bitCount, List.of(code)));
    }
    wordCount = (bitCount + Long.SIZE - 1) / Long.SIZE;
    words = new long[codes.size() * wordCount];
    for (int q = 0; q < codes.size(); q++) {
      System.arraycopy(queries.get(q).words(0), 0, words, q * wordCount, wordCount);
    }
  }

  int count() {
    return queries.size();
  }

  QueryCodes query(int query) {
    return queries.get(query);
  }

  int wordCount() {
    return wordCount;
  }

  /** Not to be written to. */
  long[] words() {
    return words;
  }

  /** Each query's substring in a table. */
  int[] keys(SubstringTable table) {
    int[] keys = new int[count()];
    for (int q = 0; q < keys.length; q++) {
      keys[q] = table.key(queries.get(q).words(0));
    }
    return keys;
  }
}
