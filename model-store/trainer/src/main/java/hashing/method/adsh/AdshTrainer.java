package hashing.method.adsh;

import hashing.train.Checkpoint;
import hashing.train.Libraries;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.ResumableTrainer;
import hashing.train.Rounds;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.djl.Network;
import hashing.train.djl.NetworkSession;
import hashing.train.djl.NetworkTraining;
import hashing.train.djl.RowChange;
import hashing.train.math.Permutation;
import hashing.train.math.SavedRandom;
import hashing.train.math.SignedCodes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Trains a network for queries, by turns with the codes of all rows, which the result has as its
 * solved codes.
 */
public final class AdshTrainer implements ResumableTrainer {

  private final AdshConfig config;

  public AdshTrainer(AdshConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "adsh";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    config.training().name(named);
    named.put("rounds", config.rounds());
    named.put("sample", config.sample());
    named.put("gamma", config.gamma());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public boolean solvesCodes() {
    return true;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress, Checkpoint checkpoint) {
    SavedRandom random = new SavedRandom(config.seed());
    NetworkTraining training = config.training();
    int sample = Math.min(config.sample(), data.size());
    int steps = training.steps(config.rounds() * training.epochs(), sample);
    SignedCodes codes = new SignedCodes(data.labelSets(), config.bits());
    Network network = training.network(data.input(), config.bits());
    RowChange change = training.change(data.input());
    try (NetworkSession session = new NetworkSession(network, training, change, steps, random)) {
      double loss =
          new Rounds("rounds", config.rounds(), List.of(random, session, codes))
              .run(progress, checkpoint, round -> round(session, data, codes, random));
      return new TrainedEncoder(
          session.parameters(),
          ModelCard.of(
              this,
              data,
              Map.of("loss", loss, "distinct_solved_codes", (double) distinct(codes.packed())),
              Libraries.ofNetworks()),
          codes.packed());
    }
  }

  private double round(
      NetworkSession session, LabelledVectors data, SignedCodes codes, Random random) {
    int sample = Math.min(config.sample(), data.size());
    int[] sampled = Arrays.copyOf(Permutation.random(data.size(), random), sample);
    double ratio = codes.similarToDissimilar(sampled);
    AdshObjective objective = new AdshObjective(codes, config.gamma(), ratio);
    double loss = 0;
    for (int epoch = 0; epoch < config.training().epochs(); epoch++) {
      loss = session.epoch(data.rows(), sampled, objective);
    }
    DatabaseStep step = new DatabaseStep(codes, objective.outputs(), config.gamma(), ratio);
    for (int bit = 0; bit < config.bits(); bit++) {
      step.solve(bit);
    }
    return loss;
  }

  private static long distinct(byte[][] codes) {
    return Arrays.stream(codes).map(ByteBuffer::wrap).distinct().count();
  }
}
