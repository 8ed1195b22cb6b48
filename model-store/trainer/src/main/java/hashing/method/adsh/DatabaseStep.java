package hashing.method.adsh;

import hashing.train.math.SignedCodes;

/**
 * The step that solves for the database's codes bit by bit, the network's outputs being fixed.
 *
 * <p>Cost: {@code n * bits^2}.
 */
final class DatabaseStep {

  private final SignedCodes codes;
  private final double[][] outputs;
  private final double gamma;
  private final double ratio;
  private final double[][] outer;
  private final double[][] ofSimilar;
  private final double[] sum;

  /**
   * @param outputs of the sampled rows, {@code double[n][bits]}, null for the others
   * @param ratio how much a dissimilar pair counts, the target being {@code -ratio}
   */
  DatabaseStep(SignedCodes codes, double[][] outputs, double gamma, double ratio) {
    this.codes = codes;
    this.outputs = outputs;
    this.gamma = gamma;
    this.ratio = ratio;
    int bits = codes.bits();
    outer = new double[bits][bits];
    double[][] ofKinds = new double[codes.similarity().kinds()][bits];
    sum = new double[bits];
    for (int row = 0; row < outputs.length; row++) {
      if (outputs[row] != null) {
        add(outputs[row], ofKinds[codes.similarity().kind(row)]);
      }
    }
    ofSimilar = codes.similarity().overSimilar(ofKinds);
  }

  private void add(double[] u, double[] ofKind) {
    for (int a = 0; a < u.length; a++) {
      ofKind[a] += u[a];
      sum[a] += u[a];
      for (int b = 0; b < u.length; b++) {
        outer[a][b] += u[a] * u[b];
      }
    }
  }

  /**
   * Sets one bit of all codes to what lowers the objective most: equation 6, {@code V_k = -sign(2 V
   * U' U_k + Q_k)} without bit k itself; 0 counts as +1.
   */
  void solve(int bit) {
    for (int row = 0; row < codes.size(); row++) {
      double others = 0;
      for (int other = 0; other < codes.bits(); other++) {
        others += other == bit ? 0 : codes.get(row, other) * outer[other][bit];
      }
      codes.set(row, bit, 2 * others + linear(row, bit) <= 0 ? 1 : -1);
    }
  }

  /** Entry of {@code Q = -2 c S' U - 2 gamma U}. */
  private double linear(int row, int bit) {
    double same = ofSimilar[codes.similarity().kind(row)][bit];
    double similar = (1 + ratio) * same - ratio * sum[bit];
    double own = outputs[row] == null ? 0 : gamma * outputs[row][bit];
    return -2 * codes.bits() * similar - 2 * own;
  }

  /** What the steps lower: {@code |V U'|^2 + trace(V Q')}, the objective but for a constant. */
  double value() {
    double value = 0;
    for (int row = 0; row < codes.size(); row++) {
      for (int a = 0; a < codes.bits(); a++) {
        value += codes.get(row, a) * linear(row, a);
        for (int b = 0; b < codes.bits(); b++) {
          value += codes.get(row, a) * codes.get(row, b) * outer[a][b];
        }
      }
    }
    return value;
  }
}
