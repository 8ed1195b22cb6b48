package hashing.train.math;

import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;

/** Orthogonal matrices: by chance, and nearest to a given one. Stateless. */
public final class Orthogonal {

  private Orthogonal() {}

  /** {@code rows x columns} values from a normal distribution. */
  public static DMatrixRMaj gaussian(int rows, int columns, Random random) {
    DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.set(i, random.nextGaussian());
    }
    return matrix;
  }

  /**
   * An orthogonal matrix, uniform over all of them: the first factor of a normal matrix's QR
   * decomposition, with the signs that make the second's diagonal positive.
   */
  public static DMatrixRMaj random(int size, Random random) {
    QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(size, size);
    qr.decompose(gaussian(size, size, random));
    DMatrixRMaj q = qr.getQ(null, false);
    DMatrixRMaj r = qr.getR(null, false);
    for (int j = 0; j < size; j++) {
      if (r.get(j, j) < 0) {
        for (int i = 0; i < size; i++) {
          q.set(i, j, -q.get(i, j));
        }
      }
    }
    return q;
  }

  /**
   * The orthogonal {@code R} for which {@code trace(R' matrix)} is largest, which is the one
   * nearest to {@code matrix}: {@code U V'} of its singular value decomposition {@code U S V'}.
   *
   * @throws IllegalArgumentException if the decomposition fails, as it does on values that are not
   *     finite
   */
  public static DMatrixRMaj nearest(DMatrixRMaj matrix) {
    int size = matrix.getNumRows();
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(size, size, true, true, false);
    if (!svd.decompose(matrix.copy())) {
      throw new IllegalArgumentException("no singular values: a value is not finite");
    }
    DMatrixRMaj nearest = new DMatrixRMaj(size, size);
    CommonOps_DDRM.mult(svd.getU(null, false), svd.getV(null, true), nearest);
    return nearest;
  }
}
