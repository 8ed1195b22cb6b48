package hashing.signature;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Key groups that one pair agreed on, as they are delivered out of band.
 *
 * @param groups numbered from 0
 */
public record KeyPool(Facts facts, List<KeyGroup> groups) {

  static final int MAX_GROUPS = 100_000;

  public KeyPool {
    groups = List.copyOf(groups);
    if (groups.isEmpty() || groups.size() > MAX_GROUPS) {
      throw new IllegalArgumentException(
          "groups: found " + groups.size() + ", allowed are 1 to " + MAX_GROUPS);
    }
    for (int i = 0; i < groups.size(); i++) {
      KeyGroup group = groups.get(i);
      if (group.number() != i
          || !group.pool().equals(facts.pool())
          || group.bits() != facts.groupBits()) {
        throw new IllegalArgumentException(
            "groups: found "
                + group.pool()
                + "/"
                + group.number()
                + " of "
                + group.bits()
                + " bits at "
                + i
                + ", allowed is "
                + facts.pool()
                + "/"
                + i
                + " of "
                + facts.groupBits());
      }
    }
  }

  /**
   * What a pool is, without its keys.
   *
   * @param pool 32 digits of lower-case hex; the same for both pairs
   * @param groupBits bits of each of a group's three keys
   * @param minEntropyPerBit of a group as far as an attacker knows it, above 0 to 1: 1 for bits of
   *     which nothing leaked
   */
  public record Facts(String pool, Pair pair, int groupBits, double minEntropyPerBit) {

    public Facts {
      checkName(pool);
      if (groupBits < BinaryPolynomial.MIN_DEGREE || groupBits > BinaryPolynomial.MAX_DEGREE) {
        throw new IllegalArgumentException(
            "group_bits: found "
                + groupBits
                + ", allowed is "
                + BinaryPolynomial.MIN_DEGREE
                + " to "
                + BinaryPolynomial.MAX_DEGREE);
      }
      GroupLength.checkMinEntropy(minEntropyPerBit);
    }
  }

  static void checkName(String pool) {
    if (!pool.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(
          "pool: found another name, allowed are 32 digits of lower-case hex");
    }
  }

  /** Draws a pool of one pair. */
  public static KeyPool random(Facts facts, int groups, RandomGenerator random) {
    List<KeyGroup> drawn = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      drawn.add(
          new KeyGroup(
              facts.pool(),
              i,
              BitString.random(facts.groupBits(), random),
              BitString.random(facts.groupBits(), random),
              BitString.random(facts.groupBits(), random)));
    }
    return new KeyPool(facts, drawn);
  }

  /** Leaves the keys out. */
  @Override
  public String toString() {
    return facts + ", " + groups.size() + " groups";
  }
}
