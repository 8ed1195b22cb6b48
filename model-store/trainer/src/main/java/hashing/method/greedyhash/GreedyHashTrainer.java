package hashing.method.greedyhash;

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
import java.util.Random;

/** Trains a network by the signs it gives. */
public final class GreedyHashTrainer implements ResumableTrainer {

  /** Of the classifier; with momentum it moves at about the pace of the network. */
  private static final double CLASSIFIER_RATE = 0.01;

  private final GreedyHashConfig config;

  public GreedyHashTrainer(GreedyHashConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "greedyhash";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    config.training().name(named);
    named.put("penalty", config.penalty());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress, Checkpoint checkpoint) {
    SignClassifier classifier =
        new SignClassifier(data.classCount(), config.bits(), new Random(config.seed()));
    NetworkTrainer.Result result =
        new NetworkTrainer(config.training(), config.seed(), progress, checkpoint)
            .train(
                data,
                config.bits(),
                new GreedyHashObjective(
                    classifier, data.labelSets(), config.penalty(), CLASSIFIER_RATE),
                classifier);
    return new TrainedEncoder(
        result.parameters(),
        ModelCard.of(this, data, Map.of("loss", result.loss()), Libraries.ofNetworks()));
  }
}
