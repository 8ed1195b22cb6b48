package hashing.train.data;

import hashing.encode.TermFeatures;
import hashing.encode.TextSpec;
import hashing.train.Progress;
import hashing.train.math.Orthogonal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * Weights of terms (TF-IDF) and the directions in which texts differ most: the first right singular
 * vectors of the texts' weights, largest first.
 *
 * <p>A bucket's idf is {@code ln((1 + n) / (1 + texts with it)) + 1}. The directions come by
 * subspace iteration from a seeded start with a few columns to spare. Cost: {@code 2 * terms of all
 * texts * dimension} and {@code 2 * buckets * dimension^2} a round.
 *
 * <p>Source: Halko, Martinsson, Tropp, "Finding Structure with Randomness: Probabilistic Algorithms
 * for Constructing Approximate Matrix Decompositions", 2011, algorithms 4.4 and 5.3.
 *
 * @param idf {@code float[buckets]}
 * @param projection {@code float[buckets][dimension]}, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TermProjection(float[] idf, float[] projection) {

  /** Name of these features on the command line. */
  static final String NAME = "tfidf";

  private static final int SPARE = 16;
  private static final int ROUNDS = 4;
  private static final long SEED = 1;

  /** Learns from texts, of which there are at least as many as dimensions. */
  static TermProjection of(List<String> texts, TextSpec.Terms spec, Progress progress) {
    List<Map<Integer, Integer>> counts =
        texts.stream().map(text -> TermFeatures.counts(text, spec.buckets())).toList();
    float[] idf = idf(counts, spec.buckets());
    int[][] buckets = new int[texts.size()][];
    double[][] weights = new double[texts.size()][];
    for (int i = 0; i < weights.length; i++) {
      Map<Integer, Double> of = TermFeatures.weights(counts.get(i), idf);
      buckets[i] = of.keySet().stream().mapToInt(Integer::intValue).toArray();
      weights[i] = of.values().stream().mapToDouble(Double::doubleValue).toArray();
    }
    int columns = Math.min(spec.dimension() + SPARE, Math.min(texts.size(), spec.buckets()));
    progress.start("projection of terms", ROUNDS + 1L);
    DMatrixRMaj basis = orthonormal(Orthogonal.gaussian(spec.buckets(), columns, new Random(SEED)));
    for (int round = 0; round < ROUNDS; round++) {
      basis = orthonormal(transposedTimes(buckets, weights, times(buckets, weights, basis), basis));
      progress.step("");
    }
    DMatrixRMaj directions = ritz(times(buckets, weights, basis), basis, spec.dimension());
    progress.step("");
    float[] projection = new float[directions.getNumElements()];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = (float) directions.get(i);
    }
    return new TermProjection(idf, projection);
  }

  private static float[] idf(List<Map<Integer, Integer>> counts, int buckets) {
    int[] texts = new int[buckets];
    counts.forEach(of -> of.keySet().forEach(bucket -> texts[bucket]++));
    float[] idf = new float[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      idf[bucket] = (float) (Math.log((1.0 + counts.size()) / (1 + texts[bucket])) + 1);
    }
    return idf;
  }

  /** The texts' weights times a matrix of {@code buckets x columns}. */
  private static double[][] times(int[][] buckets, double[][] weights, DMatrixRMaj matrix) {
    int columns = matrix.getNumCols();
    double[] from = matrix.getData();
    double[][] product = new double[weights.length][columns];
    for (int text = 0; text < product.length; text++) {
      for (int term = 0; term < weights[text].length; term++) {
        int start = buckets[text][term] * columns;
        for (int j = 0; j < columns; j++) {
          product[text][j] += weights[text][term] * from[start + j];
        }
      }
    }
    return product;
  }

  /** The transposed weights times rows of the texts; {@code like} has the product's shape. */
  private static DMatrixRMaj transposedTimes(
      int[][] buckets, double[][] weights, double[][] rows, DMatrixRMaj like) {
    DMatrixRMaj product = like.createLike();
    int columns = product.getNumCols();
    double[] to = product.getData();
    for (int text = 0; text < rows.length; text++) {
      for (int term = 0; term < weights[text].length; term++) {
        int start = buckets[text][term] * columns;
        for (int j = 0; j < columns; j++) {
          to[start + j] += weights[text][term] * rows[text][j];
        }
      }
    }
    return product;
  }

  private static DMatrixRMaj orthonormal(DMatrixRMaj matrix) {
    QRDecomposition<DMatrixRMaj> qr =
        DecompositionFactory_DDRM.qr(matrix.getNumRows(), matrix.getNumCols());
    qr.decompose(matrix);
    return qr.getQ(null, true);
  }

  /** The best directions within a basis: eigenvectors of what the texts are there. */
  private static DMatrixRMaj ritz(double[][] projected, DMatrixRMaj basis, int dimension) {
    int columns = basis.getNumCols();
    DMatrixRMaj inner = new DMatrixRMaj(columns, columns);
    for (double[] row : projected) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j < columns; j++) {
          inner.add(i, j, row[i] * row[j]);
        }
      }
    }
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(columns, true, true);
    eigen.decompose(inner);
    List<Integer> order =
        IntStream.range(0, columns)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
            .limit(dimension)
            .toList();
    DMatrixRMaj rotation = new DMatrixRMaj(columns, dimension);
    for (int j = 0; j < order.size(); j++) {
      CommonOps_DDRM.insert(eigen.getEigenVector(order.get(j)), rotation, 0, j);
    }
    DMatrixRMaj directions = new DMatrixRMaj(basis.getNumRows(), dimension);
    CommonOps_DDRM.mult(basis, rotation, directions);
    return directions;
  }
}
