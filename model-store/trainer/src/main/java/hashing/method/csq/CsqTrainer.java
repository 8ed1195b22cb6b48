package hashing.method.csq;

import hashing.train.Checkpoint;
import hashing.train.Libraries;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.ResumableTrainer;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.Labels;
import hashing.train.djl.NetworkTrainer;
import hashing.train.math.HashCentres;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Trains a network towards the classes' centres. */
public final class CsqTrainer implements ResumableTrainer {

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
  public TrainedEncoder train(LabelledVectors data, Progress progress, Checkpoint checkpoint) {
    Random random = new Random(config.seed());
    Labels labels = data.labelSets();
    boolean[][] centres = HashCentres.choose(labels.count(), config.bits(), random);
    boolean[][] ofRows = HashCentres.ofRows(labels, centres, random);
    NetworkTrainer.Result result =
        new NetworkTrainer(config.training(), config.seed(), progress, checkpoint)
            .train(data, config.bits(), new CsqObjective(ofRows, config.quantisation()));
    return new TrainedEncoder(
        result.parameters(),
        ModelCard.of(this, data, Map.of("loss", result.loss()), Libraries.ofNetworks()));
  }
}
