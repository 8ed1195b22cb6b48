package hashing.method.pcahash;

import hashing.train.HashTrainer;
import hashing.train.Libraries;
import hashing.train.LinearParameters;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.math.Orthogonal;
import hashing.train.math.Pca;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** Takes the principal components. Labels are not looked at. */
public final class PcaHashTrainer implements HashTrainer {

  private final PcaHashConfig config;

  public PcaHashTrainer(PcaHashConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "pcah";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    named.put("rotate", config.rotate() ? 1 : 0);
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    progress.start("principal components", 1);
    Pca pca = Pca.of(data.rows(), config.bits());
    DMatrixRMaj matrix = pca.directions();
    if (config.rotate()) {
      matrix = new DMatrixRMaj(data.width(), config.bits());
      DMatrixRMaj rotation = Orthogonal.random(config.bits(), new Random(config.seed()));
      CommonOps_DDRM.mult(pca.directions(), rotation, matrix);
    }
    progress.step("");
    return new TrainedEncoder(
        LinearParameters.of(pca.mean(), matrix),
        ModelCard.of(this, data, Map.of(), Libraries.versions("ejml")));
  }
}
