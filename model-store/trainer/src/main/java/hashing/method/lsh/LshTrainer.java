package hashing.method.lsh;

import hashing.encode.Hyperplanes;
import hashing.train.HashTrainer;
import hashing.train.Libraries;
import hashing.train.LinearParameters;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.math.Pca;
import java.util.LinkedHashMap;
import java.util.Map;

/** Draws hyperplanes through the mean of the data. */
public final class LshTrainer implements HashTrainer {

  private final LshConfig config;

  public LshTrainer(LshConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "lsh";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    progress.start("hyperplanes", 1);
    LinearParameters parameters =
        new LinearParameters(
            config.bits(),
            LinearParameters.rounded(Pca.mean(data.rows())),
            Hyperplanes.matrix(config.seed(), data.width(), config.bits()));
    progress.step("");
    return new TrainedEncoder(parameters, ModelCard.of(this, data, Map.of(), Libraries.versions()));
  }
}
