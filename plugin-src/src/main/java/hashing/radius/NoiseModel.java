package hashing.radius;

/**
 * How far apart two codes are that have nothing to do with one another: their distance is taken to
 * be binomial, that of {@link #effectiveBits} independent bits of which each differs with {@link
 * #probability}, stretched to the code's bits. Immutable.
 *
 * <p>Both are fitted to distances between random pairs of codes. Real bits hang together, so that
 * the effective ones are fewer than the code's, and chance gets nearer than for fair bits. The fit
 * takes the median and the spread above it, as near-duplicates are all below. Equal pairs are left
 * out, as one picture of a thousand copies says nothing of different pictures. Where the hundredth
 * part of pairs that is nearest is nearer than the fit has it, the effective bits are lowered until
 * it agrees: a tail that is estimated too low would call chance a match.
 *
 * <p>Source: Daugman, "The importance of being random: statistical principles of iris recognition",
 * Pattern Recognition 36(2), 2003, degrees of freedom {@code p (1 - p) / sigma²}. Differs from the
 * paper: median and upper spread for mean and deviation; the correction by the nearest pairs; never
 * more than the code's bits.
 */
public final class NoiseModel {

  /** Share of pairs whose nearness the model must not deny. */
  private static final double SHOULDER = 0.01;

  /** Fewer pairs than this say nothing of the shoulder. */
  private static final int SHOULDER_PAIRS = 20;

  private final int bitCount;
  private final double probability;
  private final double effectiveBits;

  private NoiseModel(int bitCount, double probability, double effectiveBits) {
    this.bitCount = bitCount;
    this.probability = probability;
    this.effectiveBits = effectiveBits;
  }

  /** The floor: all bits independent and fair. */
  public static NoiseModel fair(int bitCount) {
    return new NoiseModel(bitCount, 0.5, bitCount);
  }

  /**
   * The model of distances between random pairs.
   *
   * @param pairs how many pairs are at each distance, {@code long[bitCount + 1]}
   * @return {@link #fair} where fewer than two pairs differ
   */
  public static NoiseModel fit(int bitCount, long[] pairs) {
    double count = 0;
    for (int d = 1; d <= bitCount; d++) {
      count += pairs[d];
    }
    if (count < 2) {
      return fair(bitCount);
    }
    double below = 0;
    int middle = 1;
    while (below + pairs[middle] < count / 2) {
      below += pairs[middle++];
    }
    // A bin is spread over the half bit on either side of its distance.
    double median = middle - 0.5 + (count / 2 - below) / pairs[middle];
    double squares = (below + pairs[middle] - count / 2) * square((middle + 0.5 - median) / 2);
    for (int d = middle + 1; d <= bitCount; d++) {
      squares += square(d - median) * pairs[d];
    }
    double variance = squares / (count / 2);
    double probability = Math.clamp(median / bitCount, 0, 1);
    double independent = probability * (1 - probability) * bitCount * bitCount;
    double bits = independent < variance * bitCount ? independent / variance : bitCount;
    return withShoulder(new NoiseModel(bitCount, probability, Math.max(bits, 1)), pairs, count);
  }

  private static double square(double value) {
    return value * value;
  }

  private static NoiseModel withShoulder(NoiseModel model, long[] pairs, double count) {
    double wanted = Math.max(SHOULDER * count, SHOULDER_PAIRS);
    double nearest = 0;
    int distance = 0;
    while (distance < model.bitCount && nearest < wanted) {
      nearest += pairs[++distance];
    }
    double share = nearest / count;
    if (share >= 0.5 || model.within(distance) >= share) {
      return model;
    }
    double low = 1;
    double high = model.effectiveBits;
    while (high - low > 0.01) {
      double middle = (low + high) / 2;
      if (new NoiseModel(model.bitCount, model.probability, middle).within(distance) >= share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new NoiseModel(model.bitCount, model.probability, low);
  }

  /** Bits of a code. */
  public int bitCount() {
    return bitCount;
  }

  /** Probability that a bit differs. */
  public double probability() {
    return probability;
  }

  /** Independent bits, 1 to {@link #bitCount}. */
  public double effectiveBits() {
    return effectiveBits;
  }

  /** Probability that two codes are at most so far apart. */
  public double within(int distance) {
    if (distance >= bitCount) {
      return 1;
    }
    double stretched = (distance + 0.5) * effectiveBits / bitCount - 0.5;
    return BinomialTail.atMost(stretched, effectiveBits, probability);
  }
}
