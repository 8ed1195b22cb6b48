package hashing.method.sdh;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * {@code |Y - B W|^2 + lambda |W|^2 + nu |B - F|^2} and the closed forms that lower it in turn,
 * codes B being {@code n x bits} of -1 and +1. Stateless.
 */
final class SdhObjective {

  private SdhObjective() {}

  /** What is minimised, equation 4. */
  static double value(
      DMatrixRMaj y, DMatrixRMaj b, DMatrixRMaj w, DMatrixRMaj f, double lambda, double nu) {
    DMatrixRMaj explained = new DMatrixRMaj(y.getNumRows(), y.getNumCols());
    CommonOps_DDRM.mult(b, w, explained);
    double value = 0;
    for (int i = 0; i < y.getNumElements(); i++) {
      value += square(y.get(i) - explained.get(i));
    }
    for (int i = 0; i < w.getNumElements(); i++) {
      value += lambda * square(w.get(i));
    }
    for (int i = 0; i < b.getNumElements(); i++) {
      value += nu * square(b.get(i) - f.get(i));
    }
    return value;
  }

  private static double square(double x) {
    return x * x;
  }

  /**
   * {@code (X'X + ridge I)^-1 X'T}: the classifier for codes, equation 5, and the map from kernels
   * to codes, equation 7.
   *
   * @throws IllegalArgumentException if there is no solution, as with values that are not finite
   */
  static DMatrixRMaj leastSquares(DMatrixRMaj x, DMatrixRMaj target, double ridge) {
    int columns = x.getNumCols();
    DMatrixRMaj normal = new DMatrixRMaj(columns, columns);
    CommonOps_DDRM.multInner(x, normal);
    for (int i = 0; i < columns; i++) {
      normal.add(i, i, ridge);
    }
    DMatrixRMaj right = new DMatrixRMaj(columns, target.getNumCols());
    CommonOps_DDRM.multTransA(x, target, right);
    DMatrixRMaj solution = new DMatrixRMaj(columns, target.getNumCols());
    if (!CommonOps_DDRM.solveSPD(normal, right, solution)) {
      throw new IllegalArgumentException(
          "no least squares: [ridge] or [lambda] is too small for these rows");
    }
    return solution;
  }

  /**
   * Sets one bit of all codes to what is best for the others: equation 12, {@code sign(Q_k - B' W'
   * w_k)} without bit k itself, {@code Q = Y W' + nu F}; 0 counts as -1.
   */
  static void solveBit(
      int bit, DMatrixRMaj y, DMatrixRMaj b, DMatrixRMaj w, DMatrixRMaj f, double nu) {
    int bits = b.getNumCols();
    int classes = y.getNumCols();
    double[] similar = new double[bits];
    for (int other = 0; other < bits; other++) {
      for (int c = 0; other != bit && c < classes; c++) {
        similar[other] += w.get(other, c) * w.get(bit, c);
      }
    }
    for (int row = 0; row < b.getNumRows(); row++) {
      double value = nu * f.get(row, bit);
      for (int c = 0; c < classes; c++) {
        value += y.get(row, c) * w.get(bit, c);
      }
      for (int other = 0; other < bits; other++) {
        value -= b.get(row, other) * similar[other];
      }
      b.set(row, bit, value > 0 ? 1 : -1);
    }
  }
}
