package hashing.report;

import java.util.List;

/**
 * Mean of some values, and how far they lie apart.
 *
 * @param deviation of a sample: the root of the squares' sum divided by one less than their number;
 *     0 for one value
 */
record Spread(int count, double mean, double deviation) {

  /** Of at least one value. */
  static Spread of(List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    int count = values.size();
    return new Spread(count, mean, count < 2 ? 0 : Math.sqrt(squares / (count - 1)));
  }
}
