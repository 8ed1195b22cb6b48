package hashing.method.itq;

import hashing.train.HashTrainer;
import hashing.train.Libraries;
import hashing.train.LinearParameters;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.djl.Network;
import hashing.train.djl.NetworkParameters;
import hashing.train.math.Orthogonal;
import hashing.train.math.Pca;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Trains by iterative quantisation. Labels are not looked at.
 *
 * <p>Cost: the principal components, then {@code n * bits^2} an iteration. Memory: {@code 24 * n *
 * bits} bytes beside the data.
 */
public final class ItqTrainer implements HashTrainer {

  private final ItqConfig config;

  public ItqTrainer(ItqConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return config.roots() ? "rootitq" : "itq";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    named.put("iterations", config.iterations());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    progress.start("principal components", 1);
    float[][] rows = config.roots() ? RootsPlan.roots(data.rows()) : data.rows();
    Pca pca = Pca.of(rows, config.bits());
    DMatrixRMaj projected = pca.project(rows);
    progress.step("");
    double[] errors = new double[config.iterations() + 1];
    DMatrixRMaj rotation = rotate(projected, errors, progress);
    DMatrixRMaj matrix = new DMatrixRMaj(data.width(), config.bits());
    CommonOps_DDRM.mult(pca.directions(), rotation, matrix);
    Map<String, Double> metrics = new LinkedHashMap<>();
    double values = (double) data.size() * config.bits();
    metrics.put("quantisation_error_start", errors[0] / values);
    metrics.put("quantisation_error_end", errors[config.iterations()] / values);
    return config.roots()
        ? new TrainedEncoder(
            ofRoots(pca.mean(), matrix),
            ModelCard.of(this, data, metrics, Libraries.ofNetworks("ejml")))
        : new TrainedEncoder(
            LinearParameters.of(pca.mean(), matrix),
            ModelCard.of(this, data, metrics, Libraries.versions("ejml")));
  }

  private static NetworkParameters ofRoots(double[] mean, DMatrixRMaj matrix) {
    DMatrixRMaj rows = CommonOps_DDRM.transpose(matrix, null);
    int bits = rows.getNumRows();
    return new NetworkParameters(
        new RootsPlan(mean.length, bits),
        Map.of(
            RootsPlan.MEAN,
            LinearParameters.rounded(mean),
            Network.HEAD + ".weight",
            LinearParameters.rounded(rows.getData()),
            Network.HEAD + ".bias",
            new float[bits]));
  }

  /**
   * Lowers the error by turns.
   *
   * @param errors receives the error before the first iteration and after each
   */
  DMatrixRMaj rotate(DMatrixRMaj projected, double[] errors, Progress progress) {
    progress.start("rotation", config.iterations());
    DMatrixRMaj rotation = Orthogonal.random(config.bits(), new Random(config.seed()));
    DMatrixRMaj rotated = projected.createLike();
    CommonOps_DDRM.mult(projected, rotation, rotated);
    errors[0] = ItqObjective.error(rotated);
    for (int iteration = 1; iteration <= config.iterations(); iteration++) {
      rotation = ItqObjective.rotation(projected, ItqObjective.signs(rotated));
      CommonOps_DDRM.mult(projected, rotation, rotated);
      errors[iteration] = ItqObjective.error(rotated);
      progress.step(
          String.format(Locale.ROOT, "error %.4f", errors[iteration] / projected.getNumElements()));
    }
    return rotation;
  }
}
