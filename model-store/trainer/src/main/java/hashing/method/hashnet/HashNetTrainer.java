package hashing.method.hashnet;

import hashing.train.HashTrainer;
import hashing.train.Libraries;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.djl.MlpConfig;
import hashing.train.djl.MlpTrainer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trains a perceptron with one hidden layer on pairs of rows. */
public final class HashNetTrainer implements HashTrainer {

  private final HashNetConfig config;

  public HashNetTrainer(HashNetConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "hashnet";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    config.training().name(named);
    named.put("scale", config.scale());
    named.put("growth", config.growth());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    MlpConfig network = config.training().network(data.width(), config.bits(), config.seed());
    MlpTrainer.Result result =
        new MlpTrainer(network)
            .train(
                data.rows(),
                new HashNetObjective(data.labels(), config.scale(), config.growth()),
                progress);
    return new TrainedEncoder(
        result.parameters(),
        ModelCard.of(this, data, Map.of("loss", result.loss()), Libraries.ofNetworks()));
  }
}
