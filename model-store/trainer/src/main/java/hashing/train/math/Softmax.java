package hashing.train.math;

/** Cross-entropy behind a softmax. Stateless. */
public final class Softmax {

  private Softmax() {}

  /**
   * The cross-entropy of a class, in nats.
   *
   * @param slopes receives the derivatives by the logits
   */
  public static double crossEntropy(double[] logits, int label, double[] slopes) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - highest);
    }
    for (int c = 0; c < logits.length; c++) {
      slopes[c] = Math.exp(logits[c] - highest) / sum - (c == label ? 1 : 0);
    }
    return highest + Math.log(sum) - logits[label];
  }
}
