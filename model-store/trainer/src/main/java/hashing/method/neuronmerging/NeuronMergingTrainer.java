package hashing.method.neuronmerging;

import hashing.train.Checkpoint;
import hashing.train.Libraries;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.ResumableTrainer;
import hashing.train.Rounds;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.djl.BatchObjective;
import hashing.train.djl.Network;
import hashing.train.djl.NetworkParameters;
import hashing.train.djl.NetworkSession;
import hashing.train.djl.NetworkTraining;
import hashing.train.djl.RowChange;
import hashing.train.djl.SavedValues;
import hashing.train.math.SavedRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Trains a network with more bits than wanted, and merges them stage by stage. */
public final class NeuronMergingTrainer implements ResumableTrainer {

  /** Of the learning rate, after the first stage. */
  private static final double LATER_RATE = 0.3;

  /** Of a stage's epochs, before neurons are merged. */
  private static final int ACTIVE_SHARE = 3;

  private final NeuronMergingConfig config;

  public NeuronMergingTrainer(NeuronMergingConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "neuronmerging";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    config.training().name(named);
    named.put("start", config.start());
    named.put("stages", config.stages());
    named.put("relation", config.relation().name().toLowerCase(Locale.ROOT));
    named.put("quantisation", config.quantisation());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress, Checkpoint checkpoint) {
    SavedRandom random = new SavedRandom(config.seed());
    SavedValues values = new SavedValues();
    values.set(NetworkSession.firstValues(plan(data, config.start()), random));
    double loss =
        new Rounds("stages", config.stages(), List.of(random, values))
            .run(progress, checkpoint, stage -> stage(stage, values, data, random));
    return new TrainedEncoder(
        new NetworkParameters(plan(data, config.bits()), values.values()),
        ModelCard.of(this, data, Map.of("loss", loss), Libraries.ofNetworks()));
  }

  private Network plan(LabelledVectors data, int bits) {
    return config.training().network(data.input(), bits);
  }

  /** An active phase, in which redundancy is learned, and a frozen one with merged neurons. */
  private double stage(int stage, SavedValues values, LabelledVectors data, Random random) {
    int bits = config.width(stage);
    int epochs = config.training().epochs() / config.stages();
    int active = Math.max(1, epochs / ACTIVE_SHARE);
    NetworkTraining training =
        stage == 0 ? config.training() : config.training().slower(LATER_RATE);
    RowChange change = training.change(data.input());
    int steps = training.steps(epochs, data.size());
    NeuronMergingObjective objective =
        new NeuronMergingObjective(data.labelSets(), config.quantisation());
    Redundancy redundancy = new Redundancy(objective, bits);
    try (NetworkSession session =
        new NetworkSession(plan(data, bits), values.values(), training, change, steps, random)) {
      for (int epoch = 0; epoch < active; epoch++) {
        session.epoch(data.rows(), redundancy);
      }
      int width = config.width(stage + 1);
      Merge merge = Merge.choose(redundancy, width, config.relation(), random);
      double loss = 0;
      for (int epoch = active; epoch < epochs; epoch++) {
        loss = session.epoch(data.rows(), merged(objective, merge));
      }
      values.set(folded(session.parameters(), merge));
      return loss;
    }
  }

  /** The loss of merged neurons, differentiated by their members. */
  static BatchObjective merged(BatchObjective objective, Merge merge) {
    return (relaxed, rows, gradient) -> {
      float[][] merged = new float[rows.length][];
      for (int i = 0; i < rows.length; i++) {
        merged[i] = merge.fold(relaxed[i], 1);
      }
      float[][] slopes = new float[rows.length][merge.width()];
      double loss = objective.lossAndGradient(merged, rows, slopes);
      for (int i = 0; i < rows.length; i++) {
        gradient[i] = merge.spread(slopes[i]);
      }
      return loss;
    };
  }

  /** The same function with one neuron for each group. */
  static Map<String, float[]> folded(NetworkParameters trained, Merge merge) {
    Map<String, float[]> values = new LinkedHashMap<>(trained.values());
    String weight = Network.HEAD + ".weight";
    String bias = Network.HEAD + ".bias";
    int columns = values.get(weight).length / values.get(bias).length;
    values.put(weight, merge.fold(values.get(weight), columns));
    values.put(bias, merge.fold(values.get(bias), 1));
    return values;
  }
}
