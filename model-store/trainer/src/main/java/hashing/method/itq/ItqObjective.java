package hashing.method.itq;

import hashing.train.math.Orthogonal;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** The quantisation error and the two closed forms that lower it in turn. Stateless. */
final class ItqObjective {

  private ItqObjective() {}

  /** Equation 2: the squared distance between the signs and the rotated data. */
  static double error(DMatrixRMaj rotated) {
    double error = 0;
    for (int i = 0; i < rotated.getNumElements(); i++) {
      double value = rotated.get(i);
      double difference = sign(value) - value;
      error += difference * difference;
    }
    return error;
  }

  /** The codes that are best for a rotation: the signs of the rotated data. */
  static DMatrixRMaj signs(DMatrixRMaj rotated) {
    DMatrixRMaj signs = new DMatrixRMaj(rotated.getNumRows(), rotated.getNumCols());
    for (int i = 0; i < rotated.getNumElements(); i++) {
      signs.set(i, sign(rotated.get(i)));
    }
    return signs;
  }

  /** The rotation that is best for codes: the orthogonal matrix nearest to V'B. */
  static DMatrixRMaj rotation(DMatrixRMaj projected, DMatrixRMaj signs) {
    int bits = projected.getNumCols();
    DMatrixRMaj product = new DMatrixRMaj(bits, bits);
    CommonOps_DDRM.multTransA(projected, signs, product);
    return Orthogonal.nearest(product);
  }

  private static double sign(double value) {
    return value > 0 ? 1 : -1;
  }
}
