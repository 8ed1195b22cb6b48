package hashing.benchmark;

import hashing.code.Codes;
import java.util.Arrays;
import org.apache.lucene.search.ScoreDoc;

/** Compares results of exact searches, which may differ in documents at the last distance only. */
final class SameResults {

  private SameResults() {}

  /**
   * Checks that both found the same distances, and that each document has the distance given.
   *
   * @throws IllegalStateException if not; the message names the query and both results
   */
  static void check(CodeSet set, int query, ScoreDoc[] ours, int[] peerIds, int[] peerDistances) {
    int[] own = new int[ours.length];
    for (int i = 0; i < own.length; i++) {
      own[i] = Math.round(1 / ours[i].score) - 1;
      verify(set, query, ours[i].doc, own[i]);
    }
    for (int i = 0; i < peerIds.length; i++) {
      verify(set, query, peerIds[i], peerDistances[i]);
    }
    int[] peer = peerDistances.clone();
    Arrays.sort(own);
    Arrays.sort(peer);
    if (!Arrays.equals(own, peer)) {
      throw new IllegalStateException(
          set.name()
              + ", query "
              + query
              + ": we found distances "
              + Arrays.toString(own)
              + ", the peer "
              + Arrays.toString(peer));
    }
  }

  private static void verify(CodeSet set, int query, int id, int distance) {
    int length = set.byteLength();
    byte[] code = Arrays.copyOfRange(set.codes(), id * length, (id + 1) * length);
    int found = Codes.distance(code, set.query(query));
    if (found != distance) {
      throw new IllegalStateException(
          set.name()
              + ", query "
              + query
              + ", document "
              + id
              + ": distance is "
              + found
              + ", found "
              + distance);
    }
  }

  /** Share of the places of exact results that are filled with something as near. */
  static double recall(int[][] exact, int[][] found) {
    long places = 0;
    long filled = 0;
    for (int q = 0; q < exact.length; q++) {
      int last = Arrays.stream(exact[q]).max().orElse(-1);
      places += exact[q].length;
      filled += Arrays.stream(found[q]).filter(d -> d >= 0 && d <= last).count();
    }
    return places == 0 ? 1 : (double) filled / places;
  }
}
