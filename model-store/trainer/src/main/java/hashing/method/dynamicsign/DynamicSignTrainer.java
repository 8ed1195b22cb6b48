package hashing.method.dynamicsign;

import hashing.encode.InputSpec;
import hashing.train.Checkpoint;
import hashing.train.Libraries;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.ResumableTrainer;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.Labels;
import hashing.train.djl.CrossScaleNetwork;
import hashing.train.djl.Network;
import hashing.train.djl.NetworkTrainer;
import hashing.train.math.HashCentres;
import hashing.train.math.SavedRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Trains CSCE-Net on images. Rows that are no images get a perceptron with the same heads: the
 * dynamic sign without the branches.
 */
public final class DynamicSignTrainer implements ResumableTrainer {

  private final DynamicSignConfig config;

  public DynamicSignTrainer(DynamicSignConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "dynamicsign";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    config.training().name(named);
    named.put("channels", config.channels());
    named.put("context", config.context());
    named.put("tau", config.tau());
    named.put("learned", config.learned());
    named.put("scale", config.scale());
    named.put("margin", config.margin());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress, Checkpoint checkpoint) {
    SavedRandom random = new SavedRandom(~config.seed());
    Labels labels = data.labelSets();
    boolean[][] centres = HashCentres.choose(labels.count(), config.bits(), random);
    boolean[][] targets = HashCentres.ofRows(labels, centres, random);
    DynamicSignObjective objective =
        new DynamicSignObjective(centres, targets, labels, config, random);
    NetworkTrainer.Result result =
        new NetworkTrainer(config.training(), config.seed(), progress, checkpoint)
            .train(plan(data.input()), data, objective, random);
    return new TrainedEncoder(
        result.parameters(),
        ModelCard.of(this, data, Map.of("loss", result.loss()), Libraries.ofNetworks()));
  }

  private Network plan(InputSpec input) {
    int outputs = config.bits() + 1;
    Network body =
        input instanceof InputSpec.Image image
            ? new CrossScaleNetwork(image, config.channels(), config.context(), outputs)
            : config.training().network(input, outputs);
    return new DynamicSignPlan(body, config.tau(), config.learned());
  }
}
