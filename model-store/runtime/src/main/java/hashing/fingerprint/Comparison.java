package hashing.fingerprint;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What two encoders have to do with one another, and what says so.
 *
 * <p>They are interchangeable if no relaxed value of the fingerprint's probes lies farther from the
 * other's than {@link #TOLERANCE} of its bit's scale, if of {@link ProbeSet#FURTHER} further codes
 * at most {@link #TOLERANCE} of the bits differ, and if at each of those both relaxed values are
 * within {@link #TOLERANCE} of the scale round 0. Encoders without relaxed codes must give the same
 * codes to all probes. A probe that one refuses the other must refuse, and one must be answered.
 *
 * @param reason why they are not interchangeable; empty where they are
 * @param exact the fingerprint's relaxed values are equal to 20 bits of mantissa
 * @param largestDifference of two relaxed values, over their bit's scale; NaN where not compared
 * @param differingBits in the further codes
 * @param comparedBits in the further codes, 0 where these were not asked for
 * @param largestAtDifferingBits largest relaxed value at a bit that differs, over its scale; 0
 *     where none differs, NaN where there are no relaxed values
 */
public record Comparison(
    Relation relation,
    String reason,
    boolean exact,
    double largestDifference,
    long differingBits,
    long comparedBits,
    double largestAtDifferingBits) {

  /** Of a bit's scale, and of the bits compared. */
  public static final double TOLERANCE = 1e-4;

  /**
   * Compares. Cost: where the fingerprints are not apart already, one run of each encoder for each
   * further probe whose codes it does not have yet.
   *
   * @param checkpoint called before each question; what it throws ends the work
   */
  public static Comparison of(ProbedEncoder one, ProbedEncoder other, Runnable checkpoint) {
    Fingerprint first = one.fingerprint();
    Fingerprint second = other.fingerprint();
    if (!first.probes().equals(second.probes()) || first.bitCount() != second.bitCount()) {
      return different("their inputs or numbers of bits are not the same");
    }
    Comparison straight =
        first.mayEqual(second)
            ? new Closer(one, other, Alignment.straight(first.bitCount())).compare(checkpoint)
            : different("no group of probes has the same codes");
    if (straight.relation == Relation.INTERCHANGEABLE || !first.mayBeIsometric(second)) {
      return straight;
    }
    Alignment alignment =
        Alignment.of(one.furtherCodes(checkpoint), other.furtherCodes(checkpoint), first, second);
    if (alignment.isStraight()) {
      return straight;
    }
    Comparison turned = new Closer(one, other, alignment).compare(checkpoint);
    return turned.relation == Relation.DIFFERENT ? straight : turned;
  }

  static Comparison different(String reason) {
    return new Comparison(Relation.DIFFERENT, reason, false, Double.NaN, 0, 0, Double.NaN);
  }

  /** As JSON has it; numbers that are not there are left out. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("relation", relation.name().toLowerCase(Locale.ROOT));
    if (!reason.isEmpty()) {
      map.put("reason", reason);
    }
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("exact", exact);
    put(evidence, "largest_difference", largestDifference);
    evidence.put("differing_bits", differingBits);
    evidence.put("compared_bits", comparedBits);
    put(evidence, "largest_at_differing_bits", largestAtDifferingBits);
    evidence.put("tolerance", TOLERANCE);
    map.put("evidence", evidence);
    return map;
  }

  private static void put(Map<String, Object> map, String name, double value) {
    if (Double.isFinite(value)) {
      map.put(name, value);
    }
  }
}
