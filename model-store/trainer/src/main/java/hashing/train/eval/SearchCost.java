package hashing.train.eval;

import hashing.code.Codes;

/**
 * How many codes a multi-index meets for a query: those near enough to it in one substring at
 * least. Codes that cluster are met in vain.
 *
 * <p>A code of {@code bitCount} bits is divided into {@code m = ceil(bitCount / 16)} substrings of
 * neighbouring bits, about as long. For a radius {@code r}, {@code r + 1} shells are dealt to the
 * substrings in turn: whatever is within the radius lies, in some substring, within that one's
 * shells. The index chooses bits and shells by cost, which this count does not.
 *
 * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014, section 3; Qin et al., "GPH: Similarity Search in Hamming Space", ICDE 2018,
 * general pigeonhole principle.
 *
 * @param withinRadius mean number of items met for radius 2, each counted once
 * @param nearest the same for the distance of the tenth nearest item, or of the farthest where
 *     there are fewer
 */
public record SearchCost(double withinRadius, double nearest) {

  private static final int SUBSTRING = 16;
  private static final int NEAREST = 10;

  /** Cost: two scans of the database a query. */
  public static SearchCost of(CodedItems queries, CodedItems database) {
    int[] of = substrings(database);
    int[] asked = substrings(queries);
    int tables = tables(database.bitCount());
    long withinRadius = 0;
    long nearest = 0;
    int[] query = new int[tables];
    for (int i = 0; i < queries.size(); i++) {
      System.arraycopy(asked, i * tables, query, 0, tables);
      int radius = reach(of, query, database.bitCount());
      nearest += met(of, query, radius);
      withinRadius += met(of, query, RetrievalEvaluator.RADIUS);
    }
    return new SearchCost(
        (double) withinRadius / queries.size(), (double) nearest / queries.size());
  }

  private static int tables(int bits) {
    return Math.ceilDiv(bits, SUBSTRING);
  }

  /** The substrings of all codes, one code behind the other. */
  private static int[] substrings(CodedItems items) {
    int bits = items.bitCount();
    int tables = tables(bits);
    int[] all = new int[Math.multiplyExact(items.size(), tables)];
    for (int item = 0; item < items.size(); item++) {
      for (int table = 0; table < tables; table++) {
        int value = 0;
        for (int bit = bits * table / tables; bit < bits * (table + 1) / tables; bit++) {
          value = value << 1 | (Codes.get(items.codes()[item], bit) ? 1 : 0);
        }
        all[item * tables + table] = value;
      }
    }
    return all;
  }

  /** Distance of the tenth nearest. */
  private static int reach(int[] of, int[] query, int bits) {
    int[] counts = new int[bits + 1];
    for (int at = 0; at < of.length; ) {
      int distance = 0;
      for (int value : query) {
        distance += Integer.bitCount(of[at++] ^ value);
      }
      counts[distance]++;
    }
    int met = 0;
    int radius = 0;
    for (int distance = 0; distance <= bits && met < NEAREST; distance++) {
      met += counts[distance];
      if (counts[distance] > 0) {
        radius = distance;
      }
    }
    return radius;
  }

  private static long met(int[] of, int[] query, int radius) {
    int tables = query.length;
    int[] shells = new int[tables];
    for (int table = 0; table < tables; table++) {
      shells[table] = (radius + 1) / tables + (table < (radius + 1) % tables ? 1 : 0);
    }
    long met = 0;
    for (int at = 0; at < of.length; at += tables) {
      for (int table = 0; table < tables; table++) {
        if (Integer.bitCount(of[at + table] ^ query[table]) < shells[table]) {
          met++;
          break;
        }
      }
    }
    return met;
  }
}
