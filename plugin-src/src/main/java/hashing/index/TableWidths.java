package hashing.index;

import java.util.Arrays;

/**
 * How many tables a field gets and how wide their substrings are.
 *
 * <p>Source: Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index
 * Hashing", 2014, section 4: substrings of about log2 n bits. Differs from the paper: at a known
 * distance one table more and one less are weighed by their cost on uniform codes; a substring has
 * at most 22 bits, so that its offsets stay in a processor's cache; at most 16 tables, which leaves
 * bits of long codes out. Search stays exact with any subset of the bits.
 */
final class TableWidths {

  /** Nanoseconds of a look-up and of a candidate, most of which the next substring rejects. */
  private static final double LOOKUP_COST = 20;

  private static final double CANDIDATE_COST = 4;

  private TableWidths() {}

  /**
   * Bits of each table's substring.
   *
   * @param bitCount bits that vary
   * @param ordinalCount distinct codes
   * @param targetDistance distance at which searches are expected, -1 if unknown
   */
  static int[] choose(int bitCount, int ordinalCount, int targetDistance) {
    double width = Math.max(1, Math.log(ordinalCount) / Math.log(2));
    int widest = (int) Math.min(BinaryCodesFormat.MAX_SUBSTRING_BITS, Math.round(width) + 2);
    int most = Math.min(BinaryCodesFormat.MAX_TABLES, bitCount);
    int least = Math.min(most, (bitCount + widest - 1) / widest);
    int usual = Math.clamp(Math.round(bitCount / width), least, most);
    if (bitCount > most * widest) {
      // Bits are left out anyway: as many stay as make buckets of about one code.
      int narrower = (int) Math.min(BinaryCodesFormat.MAX_SUBSTRING_BITS, Math.round(width));
      return widths(most * narrower, most);
    }
    int[] best = widths(bitCount, usual);
    if (targetDistance >= 0) {
      for (int tables = Math.max(least, usual - 1); tables <= Math.min(most, usual + 1); tables++) {
        int[] other = widths(bitCount, tables);
        if (cost(other, ordinalCount, targetDistance) < cost(best, ordinalCount, targetDistance)) {
          best = other;
        }
      }
    }
    return best;
  }

  private static int[] widths(int total, int tables) {
    int[] widths = new int[tables];
    Arrays.setAll(widths, t -> total / tables + (t < total % tables ? 1 : 0));
    return widths;
  }

  /** Nanoseconds of a search on uniform codes with thresholds as equal as can be. */
  static double cost(int[] widths, int ordinalCount, int distance) {
    int sum = distance - widths.length + 1;
    int radius = Math.floorDiv(sum, widths.length);
    int larger = Math.floorMod(sum, widths.length);
    double cost = 0;
    for (int t = 0; t < widths.length; t++) {
      double lookups = ballSize(widths[t], radius + (t < larger ? 1 : 0));
      double bucket = ordinalCount * Math.pow(0.5, widths[t]);
      cost += lookups * (LOOKUP_COST + CANDIDATE_COST * bucket);
    }
    return cost;
  }

  /** Values within a radius of one of {@code bits} bits; 0 for radius -1. */
  private static double ballSize(int bits, int radius) {
    double size = 0;
    double shell = 1;
    for (int i = 0; i <= Math.min(radius, bits); i++) {
      size += shell;
      shell = shell * (bits - i) / (i + 1);
    }
    return size;
  }
}
