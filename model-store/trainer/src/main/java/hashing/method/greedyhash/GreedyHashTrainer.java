package hashing.method.greedyhash;

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
import java.util.Random;

/** Trains a perceptron with one hidden layer by the signs it gives. */
public final class GreedyHashTrainer implements HashTrainer {

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
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    SignClassifier classifier =
        new SignClassifier(data.classCount(), config.bits(), new Random(config.seed()));
    MlpConfig network = config.training().network(data.width(), config.bits(), config.seed());
    MlpTrainer.Result result =
        new MlpTrainer(network)
            .train(
                data.rows(),
                new GreedyHashObjective(
                    classifier, data.labels(), config.penalty(), CLASSIFIER_RATE),
                progress);
    return new TrainedEncoder(
        result.parameters(),
        ModelCard.of(this, data, Map.of("loss", result.loss()), Libraries.ofNetworks()));
  }
}
