package hashing.radius;

import java.util.Locale;

/**
 * One radius to search an index by, and why.
 *
 * <p>A radius is safe where chance gives a query at most {@link #SAFE} matches. The largest safe
 * one is recommended. Whether the index has anything to find by it is seen from a sample of its own
 * codes: more of them must have a neighbour as near as that than chance explains. Where they have
 * them a little farther off only, the radius is recommended at which most neighbours are found that
 * chance does not explain, as long as chance adds no more than one a query.
 *
 * @param radius bits, -1 where none can be recommended
 * @param expectedFalseMatches a query, by chance, at that radius; 0 without one
 * @param found codes of the sample that have a neighbour within it
 * @param reason one sentence or two, for people
 */
public record RadiusAdvice(
    int radius, Verdict verdict, double expectedFalseMatches, int found, String reason) {

  /** Chance matches that a query may have, at most. */
  public static final double SAFE = 0.01;

  /** A tail this unlikely is not chance. */
  private static final double SIGNIFICANT = 1e-4;

  /** Share of the sample that must have an unexplained neighbour beyond the safe radius. */
  private static final double WORTH_WHILE = 0.05;

  /** What the sample shows. */
  public enum Verdict {
    /** Near neighbours stand apart from chance. */
    SEPARATES,
    /** Neighbours nearer than chance, but only where chance matches mix with them. */
    OVERLAPS,
    /** Neighbours are as far off as chance has them. */
    NOISE,
    /** Chance alone gives too many matches, even of equal codes. */
    UNSELECTIVE,
    /** Fewer than two codes, or all of them equal. */
    TOO_FEW;

    /** As answers have it. */
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The advice.
   *
   * @param codes that a search sees
   * @param nearest how many codes of the sample have their nearest other code at each distance,
   *     {@code long[bitCount + 1]}
   */
  public static RadiusAdvice of(NoiseModel noise, long codes, long[] nearest) {
    int sample = 0;
    for (long count : nearest) {
      sample += (int) count;
    }
    if (sample < 2 || nearest[0] == sample) {
      return new RadiusAdvice(
          -1,
          Verdict.TOO_FEW,
          0,
          0,
          sample < 2
              ? "Found " + codes + " codes; at least two must be there to compare."
              : "Every code of the sample has an equal one; that tells nothing of unequal ones.");
    }
    int safe = safe(noise, codes);
    int[] found = new int[nearest.length];
    int sum = 0;
    for (int d = 0; d < found.length; d++) {
      sum += (int) nearest[d];
      found[d] = sum;
    }
    for (int r = 0; r <= safe; r++) {
      if (nearest[r] > 0 && isNoChance(noise, codes, sample, found[r], r)) {
        return separates(noise, codes, safe, found[safe], sample);
      }
    }
    int best = beyond(noise, codes, safe, found, sample);
    if (best >= 0) {
      return overlaps(noise, codes, best, found[best], sample);
    }
    return safe < 0
        ? unselective(noise, codes)
        : noise(noise, codes, safe, found[safe], sample, nearest);
  }

  /** The largest safe radius, -1 if there is none. */
  private static int safe(NoiseModel noise, long codes) {
    int low = -1;
    int high = noise.bitCount() + 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (expected(noise, codes, middle) <= SAFE) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Chance matches of a query at a radius. */
  public static double expected(NoiseModel noise, long codes, int radius) {
    return Math.max(codes - 1, 0) * noise.within(radius);
  }

  /** Share of queries that have a match by chance. */
  private static double chance(NoiseModel noise, long codes, int radius) {
    return -Math.expm1(-expected(noise, codes, radius));
  }

  /**
   * Whether more of the sample have a neighbour than chance gives. Neighbours come in pairs: where
   * both are in the sample, which happens by the share of the codes that it has, two of those found
   * are one observation.
   */
  private static boolean isNoChance(
      NoiseModel noise, long codes, int sample, int found, int radius) {
    double together = 1 + (sample - 1.0) / Math.max(codes - 1, sample - 1);
    double chance = chance(noise, codes, radius);
    return BinomialTail.atLeast(found / together, sample / together, chance) < SIGNIFICANT;
  }

  /** The radius with most unexplained neighbours; -1 where they are too few. */
  private static int beyond(NoiseModel noise, long codes, int safe, int[] found, int sample) {
    int best = -1;
    double most = WORTH_WHILE;
    for (int r = safe + 1; r < found.length && expected(noise, codes, r) <= 1; r++) {
      double unexplained = found[r] / (double) sample - chance(noise, codes, r);
      if (unexplained > most && isNoChance(noise, codes, sample, found[r], r)) {
        best = r;
        most = unexplained;
      }
    }
    return best;
  }

  private static RadiusAdvice separates(
      NoiseModel noise, long codes, int radius, int found, int sample) {
    double expected = expected(noise, codes, radius);
    return new RadiusAdvice(
        radius,
        Verdict.SEPARATES,
        expected,
        found,
        text(
            "%d is the largest distance at which chance gives a query at most %s matches (here"
                + " %.2g). %d of %d sampled codes have a neighbour so near, more than chance"
                + " explains.",
            radius, SAFE, expected, found, sample));
  }

  private static RadiusAdvice overlaps(
      NoiseModel noise, long codes, int radius, int found, int sample) {
    double expected = expected(noise, codes, radius);
    return new RadiusAdvice(
        radius,
        Verdict.OVERLAPS,
        expected,
        found,
        text(
            "At %d most neighbours are found that chance does not explain: %d of %d sampled codes"
                + " have one so near, chance alone would give one to %.0f. Expect %.2g false matches"
                + " a query; verify what is found, or ask for k.",
            radius, found, sample, sample * chance(noise, codes, radius), expected));
  }

  private static RadiusAdvice noise(
      NoiseModel noise, long codes, int radius, int found, int sample, long[] nearest) {
    int least = 0;
    while (nearest[least] == 0) {
      least++;
    }
    double expected = expected(noise, codes, radius);
    return new RadiusAdvice(
        radius,
        Verdict.NOISE,
        expected,
        found,
        text(
            "No near-duplicates seen: the neighbours of %d sampled codes are as far off as chance"
                + " has them, from %d bits on. %d is the largest distance at which chance gives a"
                + " query at most %s matches (here %.2g).",
            sample, least, radius, SAFE, expected));
  }

  private static RadiusAdvice unselective(NoiseModel noise, long codes) {
    return new RadiusAdvice(
        -1,
        Verdict.UNSELECTIVE,
        0,
        0,
        text(
            "Chance alone gives a query %.2g matches at distance 0: %d bits that differ like %.0f"
                + " independent ones are too few to tell %d codes apart. Ask for k, or use longer"
                + " codes.",
            expected(noise, codes, 0), noise.bitCount(), noise.effectiveBits(), codes));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library of ours
  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
