package hashing.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;

/** Distances of the nearest documents of each of many codes. */
public final class NearestDistances {

  private NearestDistances() {}

  /**
   * The {@code k} least distances between each code and the documents that the searcher shows,
   * ascending; filled up with {@link Integer#MAX_VALUE}. Cost: an exact search a code.
   *
   * @param filter matches the documents wanted, null for all
   * @throws SearchStoppedException if the searcher's timeout says so
   */
  public static int[][] of(
      IndexSearcher searcher, String field, int bitCount, Query filter, List<byte[]> codes, int k)
      throws IOException {
    Query rewritten = filter == null ? null : searcher.rewrite(filter);
    int[][] distances = new int[codes.size()][];
    for (int i = 0; i < distances.length; i++) {
      StopCheck stop = new StopCheck(searcher.getTimeout());
      stop.tick(1);
      distances[i] = of(searcher, field, bitCount, rewritten, codes.get(i), k);
    }
    return distances;
  }

  private static int[] of(
      IndexSearcher searcher, String field, int bitCount, Query filter, byte[] code, int k)
      throws IOException {
    HammingKnnQuery query =
        new HammingKnnQuery(field, bitCount, List.of(code), k, bitCount, filter, null);
    Weight weight = query.createWeight(searcher, ScoreMode.COMPLETE, 1f);
    int[] found = new int[k];
    Arrays.fill(found, Integer.MAX_VALUE);
    int size = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(leaf);
      if (scorer == null) {
        continue;
      }
      DocIdSetIterator documents = scorer.iterator();
      while (documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        found[size++] = Math.round(1 / scorer.score()) - 1;
      }
    }
    Arrays.sort(found);
    return found;
  }
}
