package hashing.method.csq;

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

/** Trains a perceptron with one hidden layer towards the classes' centres. */
public final class CsqTrainer implements HashTrainer {

  private final CsqConfig config;

  public CsqTrainer(CsqConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "csq";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    config.training().name(named);
    named.put("quantisation", config.quantisation());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    boolean[][] centres =
        CsqCentres.choose(data.classCount(), config.bits(), new Random(config.seed()));
    MlpConfig network = config.training().network(data.width(), config.bits(), config.seed());
    MlpTrainer.Result result =
        new MlpTrainer(network)
            .train(
                data.rows(),
                new CsqObjective(centres, data.labels(), config.quantisation()),
                progress);
    return new TrainedEncoder(
        result.parameters(),
        ModelCard.of(this, data, Map.of("loss", result.loss()), Libraries.ofNetworks()));
  }
}
