package hashing.method.hashnet;

import hashing.train.Checkpoint;
import hashing.train.Libraries;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.ResumableTrainer;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.djl.NetworkTrainer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trains a network on pairs of rows. */
public final class HashNetTrainer implements ResumableTrainer {

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
  public TrainedEncoder train(LabelledVectors data, Progress progress, Checkpoint checkpoint) {
    HashNetObjective objective =
        new HashNetObjective(data.labelSets(), config.scale(), config.growth());
    NetworkTrainer.Result result =
        new NetworkTrainer(config.training(), config.seed(), progress, checkpoint)
            .train(data, config.bits(), objective, objective);
    return new TrainedEncoder(
        result.parameters(),
        ModelCard.of(this, data, Map.of("loss", result.loss()), Libraries.ofNetworks()));
  }
}
