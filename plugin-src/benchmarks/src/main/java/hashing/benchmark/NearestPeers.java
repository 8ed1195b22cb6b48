package hashing.benchmark;

import hashing.search.ForcedQueries;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/** The same search by three means; each gives documents, nearest first, ties by document. */
final class NearestPeers {

  /** Folder of the indices in our format. */
  static final String OURS = "ours";

  /** Folder of the indices with a graph. */
  static final String HNSW = "hnsw";

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final CodeSet set;
  private final long[] words;
  private final IndexSearcher ours;
  private final IndexSearcher hnsw;

  /**
   * @param hnsw null if it is not to be asked
   */
  NearestPeers(CodeSet set, CodeIndex ours, CodeIndex hnsw) {
    if (set.bits() % Long.SIZE != 0) {
      throw new IllegalArgumentException("bits must be a multiple of 64, found " + set.bits());
    }
    this.set = set;
    this.words = words(set.codes());
    this.ours = ours.searcher();
    this.hnsw = hnsw == null ? null : hnsw.searcher();
  }

  private static long[] words(byte[] codes) {
    long[] words = new long[codes.length / Long.BYTES];
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) WORDS.get(codes, i * Long.BYTES);
    }
    return words;
  }

  int[] ours(byte[] code, int k) throws IOException {
    Query query = ForcedQueries.nearest(CodeIndex.FIELD, set.bits(), code, k, null, "auto");
    return documents(ours.search(query, k).scoreDocs);
  }

  int[] hnsw(byte[] code, int k) throws IOException {
    return documents(hnsw.search(new KnnByteVectorQuery(CodeIndex.FIELD, code, k), k).scoreDocs);
  }

  private static int[] documents(ScoreDoc[] hits) {
    return Arrays.stream(hits).mapToInt(hit -> hit.doc).toArray();
  }

  int[] linearScan(byte[] code, int k) {
    long[] query = words(code);
    long[] best = new long[k];
    Arrays.fill(best, Long.MAX_VALUE);
    for (int i = 0; i < set.count(); i++) {
      long key = (long) distance(query, i) << Integer.SIZE | i;
      if (key < best[k - 1]) {
        int at = k - 1;
        for (; at > 0 && best[at - 1] > key; at--) {
          best[at] = best[at - 1];
        }
        best[at] = key;
      }
    }
    return Arrays.stream(best)
        .filter(key -> key < Long.MAX_VALUE)
        .mapToInt(k2 -> (int) k2)
        .toArray();
  }

  private int distance(long[] query, int document) {
    int distance = 0;
    int from = document * query.length;
    for (int w = 0; w < query.length; w++) {
      distance += Long.bitCount(query[w] ^ words[from + w]);
    }
    return distance;
  }

  /** Distance of a document from a code. */
  int distance(byte[] code, int document) {
    return distance(words(code), document);
  }
}
