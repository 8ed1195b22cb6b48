package hashing.train.math;

/** Cross-entropy behind a softmax. Stateless. */
public final class Softmax {

  private Softmax() {}

  /**
   * The cross-entropy of classes that are as likely as one another, in nats; 0 without classes.
   *
   * @param own without repetitions
   * @param slopes zeros; receives the derivatives by the logits
   */
  public static double crossEntropy(double[] logits, int[] own, double[] slopes) {
    if (own.length == 0) {
      return 0;
    }
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, logit);
    }
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit - highest);
    }
    for (int c = 0; c < logits.length; c++) {
      slopes[c] = Math.exp(logits[c] - highest) / sum;
    }
    double loss = highest + Math.log(sum);
    for (int label : own) {
      loss -= logits[label] / own.length;
      slopes[label] -= 1.0 / own.length;
    }
    return loss;
  }
}
