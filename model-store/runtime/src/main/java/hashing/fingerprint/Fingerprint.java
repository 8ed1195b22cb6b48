package hashing.fingerprint;

import hashing.encode.Encoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What an encoder answers to the probes of its input, hashed, so that encoders which compute the
 * same function are found whatever they are written as.
 *
 * <p>Cost: one run of the encoder for each probe, 64 or 80. Immutable; the array is not copied.
 *
 * <p>Source: see the package.
 *
 * @param probes {@link ProbeSet#name}; fingerprints of other probes cannot be compared
 * @param exact SHA-256 of the relaxed codes, cut to 20 bits of mantissa; null where the encoder has
 *     none
 * @param code SHA-256 of the codes
 * @param isometry the same for all encoders whose bits are these in another order, or turned over
 * @param groups SHA-256 of the codes of each eighth of the probes: encoders of one function in two
 *     runtimes have most of them in common, even where a bit differs
 * @param relaxed {@code float[probes][bitCount]}, NaN where the probe was refused; null where the
 *     encoder has none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash
public record Fingerprint(
    String probes,
    int bitCount,
    String exact,
    String code,
    String isometry,
    List<String> groups,
    float[] relaxed) {

  /** Parts of the probes that are hashed by themselves. */
  static final int GROUPS = 8;

  public Fingerprint {
    groups = List.copyOf(groups);
    int values = relaxed == null ? 0 : relaxed.length;
    if (groups.size() != GROUPS || bitCount < 1 || values % bitCount != 0) {
      throw new IllegalArgumentException(
          "fingerprint: found "
              + groups.size()
              + " groups, "
              + values
              + " relaxed values of "
              + bitCount
              + " bits; allowed are "
              + GROUPS
              + " groups and as many values of each bit");
    }
  }

  /**
   * Asks an encoder.
   *
   * @param checkpoint called before each question; what it throws ends the work
   * @throws IllegalArgumentException if the encoder does not say which vectors it takes
   */
  public static Fingerprint of(Encoder encoder, Runnable checkpoint) {
    ProbeSet probes = ProbeSet.of(encoder);
    Answers answers = Answers.first(encoder, probes, checkpoint);
    String name = probes.name();
    int bits = encoder.bitCount();
    byte[][] codes = answers.codes();
    List<String> groups = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      int from = group * codes.length / GROUPS;
      groups.add(AnswerHash.codes(name, bits, codes, from, (group + 1) * codes.length / GROUPS));
    }
    return new Fingerprint(
        name,
        bits,
        answers.relaxed() == null ? null : AnswerHash.exact(name, bits, answers.relaxed()),
        AnswerHash.codes(name, bits, codes, 0, codes.length),
        AnswerHash.isometry(name, bits, codes),
        groups,
        answers.relaxed());
  }

  /** Whether it is of the probes that this version asks. */
  public boolean isCurrent() {
    return ProbeSet.isCurrent(probes);
  }

  /**
   * Whether encoders of these fingerprints may be interchangeable: they share the codes of a group
   * of probes. Cheap, and all others need no closer look.
   */
  public boolean mayEqual(Fingerprint other) {
    return comparable(other)
        && !Collections.disjoint(groups, other.groups); // a group's number is in its hash
  }

  /** Whether they may be isometric. */
  public boolean mayBeIsometric(Fingerprint other) {
    return comparable(other) && isometry.equals(other.isometry);
  }

  private boolean comparable(Fingerprint other) {
    return probes.equals(other.probes) && bitCount == other.bitCount;
  }
}
