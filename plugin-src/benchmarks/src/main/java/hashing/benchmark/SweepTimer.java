package hashing.benchmark;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Times one search by several strategies that take turns, some queries each. */
final class SweepTimer {

  /** A strategy so many times slower than the planner need not be known better. */
  private static final int HOPELESS = 10;

  private static final int FEWEST = 5;

  /** Queries of a strategy in its turn, and those before them that do not count. */
  private static final int BLOCK = 20;

  private static final int UNTIMED = 2;

  /** A kind of search by one strategy. */
  interface Search {
    Query query(byte[] code, String strategy);
  }

  private final IndexSearcher searcher;
  private final CodeSet set;
  private final long millis;

  SweepTimer(IndexSearcher searcher, CodeSet set, long millis) {
    this.searcher = searcher;
    this.set = set;
    this.millis = millis;
  }

  /**
   * Median times in microseconds, by strategy, the planner's first as {@code auto}.
   *
   * @param effort how many times longer than usual
   */
  Map<String, Double> medians(List<String> strategies, Search search, int effort)
      throws IOException {
    String[] names = names(strategies);
    boolean[] dropped = new boolean[names.length];
    // What the compiler and the caches need; also tells which strategies are hopeless.
    long[] warm = run(names, dropped, search, millis / 4, 0, 1)[1];
    for (int s = 1; s < names.length; s++) {
      dropped[s] = warm[s] > HOPELESS * warm[0];
    }
    long[][] times = run(names, dropped, search, millis * effort, 1, effort);
    Map<String, Double> medians = new LinkedHashMap<>();
    for (int s = 0; s < names.length; s++) {
      medians.put(names[s], (dropped[s] ? warm[s] : times[1][s]) / 1e3);
    }
    return medians;
  }

  /** Searches for a while for the compiler's sake. */
  void warm(List<String> strategies, Search search) throws IOException {
    String[] names = names(strategies);
    run(names, new boolean[names.length], search, millis / 2, 0, 3);
  }

  private static String[] names(List<String> strategies) {
    String[] names = new String[strategies.size() + 1];
    names[0] = "auto";
    for (int s = 1; s < names.length; s++) {
      names[s] = strategies.get(s - 1);
    }
    return names;
  }

  /** In the second row, each strategy's median in nanoseconds. */
  private long[][] run(
      String[] names, boolean[] dropped, Search search, long millis, int offset, int rounds)
      throws IOException {
    int most = set.queryCount() * rounds;
    long[][] nanos = new long[names.length][most];
    int asked = 0;
    long end = System.nanoTime() + millis * 1_000_000 * names.length;
    int round = 0;
    while (asked < most && (asked < FEWEST || System.nanoTime() < end)) {
      int block = Math.min(BLOCK, most - asked);
      for (int turn = 0; turn < names.length; turn++) {
        int s = (turn + round) % names.length;
        if (!dropped[s]) {
          time(names[s], search, asked + offset, block, nanos[s], asked);
        }
      }
      asked += block;
      round++;
    }
    long[] medians = new long[names.length];
    for (int s = 0; s < names.length; s++) {
      long[] sorted = Arrays.copyOf(nanos[s], asked);
      Arrays.sort(sorted);
      medians[s] = sorted[asked / 2];
    }
    return new long[][] {new long[] {asked}, medians};
  }

  /** The caches are as the strategy itself leaves them, not the one before it. */
  private void time(String strategy, Search search, int first, int count, long[] nanos, int place)
      throws IOException {
    for (int i = -UNTIMED; i < count; i++) {
      byte[] code = set.query(Math.floorMod(first + i, set.queryCount()));
      Query query = search.query(code, strategy);
      long begin = System.nanoTime();
      searcher.search(query, 1000);
      if (i >= 0) {
        nanos[place + i] = System.nanoTime() - begin;
      }
    }
  }
}
