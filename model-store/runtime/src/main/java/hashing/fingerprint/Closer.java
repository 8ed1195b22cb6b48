package hashing.fingerprint;

import hashing.code.Codes;

/** The closer look at two encoders whose fingerprints are not apart. One comparison each. */
final class Closer {

  private final ProbedEncoder one;
  private final ProbedEncoder other;
  private final Fingerprint first;
  private final Fingerprint second;
  private final Alignment alignment;
  private final boolean straight;

  private double largestDifference = Double.NaN;
  private double[] scales;
  private long differing;
  private long compared;
  private double largestAtDiffering;

  Closer(ProbedEncoder one, ProbedEncoder other, Alignment alignment) {
    this.one = one;
    this.other = other;
    this.first = one.fingerprint();
    this.second = other.fingerprint();
    this.alignment = alignment;
    this.straight = alignment.isStraight();
  }

  Comparison compare(Runnable checkpoint) {
    if (first.relaxed() != null && second.relaxed() != null) {
      RelaxedDifference difference =
          RelaxedDifference.of(
              first.relaxed(), second.relaxed(), alignment.order(), alignment.turned());
      scales = difference.scales();
      largestDifference = difference.largest();
      if (largestDifference > Comparison.TOLERANCE) {
        return different("relaxed values of the fingerprint's probes lie apart");
      }
    } else if (straight && !first.code().equals(second.code())) {
      return different("codes of the fingerprint's probes differ, and have no relaxed values");
    }
    if (!compareFurther(checkpoint)) {
      return different("one refuses a probe that the other answers");
    }
    if (compared == 0) {
      return different("both refuse all probes");
    }
    if (differing > allowed()) {
      return different("codes of further probes differ");
    }
    if (largestAtDiffering > Comparison.TOLERANCE) {
      return different("codes of further probes differ where relaxed values are not near 0");
    }
    Relation relation = straight ? Relation.INTERCHANGEABLE : Relation.ISOMETRIC;
    return found(relation, straight ? "" : "the bits are in another order or turned over");
  }

  /** Bits of the further codes that may differ. */
  private double allowed() {
    return scales == null ? 0 : Comparison.TOLERANCE * ProbeSet.FURTHER * first.bitCount();
  }

  private boolean compareFurther(Runnable checkpoint) {
    byte[][] ofOne = one.furtherCodes(checkpoint);
    byte[][] ofOther = other.furtherCodes(checkpoint);
    for (int i = 0; i < ofOne.length; i++) {
      if ((ofOne[i] == null) != (ofOther[i] == null)) {
        return false;
      }
      if (ofOne[i] != null) {
        checkpoint.run();
        compared += first.bitCount();
        compareCodes(ofOne[i], ofOther[i], i);
      }
    }
    return true;
  }

  private void compareCodes(byte[] code, byte[] otherCode, int number) {
    if (straight && Codes.distance(code, otherCode) == 0) {
      return;
    }
    float[] values = null;
    float[] otherValues = null;
    for (int bit = 0; bit < first.bitCount(); bit++) {
      int otherBit = alignment.order()[bit];
      boolean same =
          Codes.get(code, bit) == (Codes.get(otherCode, otherBit) != alignment.turned()[bit]);
      if (same) {
        continue;
      }
      differing++;
      if (scales != null && differing <= allowed()) { // else it is over anyway
        values = values == null ? one.furtherRelaxed(number) : values;
        otherValues = otherValues == null ? other.furtherRelaxed(number) : otherValues;
        double larger = Math.max(Math.abs(values[bit]), Math.abs(otherValues[otherBit]));
        largestAtDiffering = Math.max(largestAtDiffering, larger == 0 ? 0 : larger / scales[bit]);
      }
    }
  }

  private Comparison different(String reason) {
    return found(Relation.DIFFERENT, reason);
  }

  private Comparison found(Relation relation, String reason) {
    return new Comparison(
        relation,
        reason,
        straight && first.exact() != null && first.exact().equals(second.exact()),
        largestDifference,
        differing,
        compared,
        scales == null ? Double.NaN : largestAtDiffering);
  }
}
