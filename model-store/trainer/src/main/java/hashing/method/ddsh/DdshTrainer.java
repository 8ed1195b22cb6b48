package hashing.method.ddsh;

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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Trains a network by turns with the codes of a sample. */
public final class DdshTrainer implements ResumableTrainer {

  private final DdshConfig config;

  public DdshTrainer(DdshConfig config) {
    this.config = config;
  }

  @Override
  public String method() {
    return "ddsh";
  }

  @Override
  public Map<String, Object> config() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("bits", config.bits());
    config.training().name(named);
    named.put("per_class", config.perClass());
    named.put("columns", config.columns());
    named.put("rounds", config.rounds());
    named.put("solver", config.solver().name().toLowerCase(Locale.ROOT));
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public TrainedEncoder train(LabelledVectors all, Progress progress, Checkpoint checkpoint) {
    SavedRandom random = new SavedRandom(config.seed());
    LabelledVectors data =
        all.select(Permutation.random(all.size(), random)).firstOfEachClass(config.perClass());
    if (data.size() < config.columns() + 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[columns] is [%d]; at most %d of [%d] rows are allowed",
              config.columns(),
              data.size() - 2,
              data.size()));
    }
    SignedCodes codes = start(data, random);
    NetworkTraining training = config.training();
    int steps = training.steps(config.rounds() * training.epochs(), data.size() - config.columns());
    Network network = training.network(data.input(), config.bits());
    RowChange change = training.change(data.input());
    try (NetworkSession session = new NetworkSession(network, training, change, steps, random)) {
      double loss =
          new Rounds("rounds", config.rounds(), List.of(random, session, codes))
              .run(progress, checkpoint, round -> round(session, data, codes, random));
      return new TrainedEncoder(
          session.parameters(),
          ModelCard.of(this, data, Map.of("loss", loss), Libraries.ofNetworks()));
    }
  }

  /** Codes of chance. */
  private SignedCodes start(LabelledVectors data, Random random) {
    SignedCodes codes = new SignedCodes(data.labelSets(), config.bits());
    for (int row = 0; row < codes.size(); row++) {
      for (int bit = 0; bit < codes.bits(); bit++) {
        codes.set(row, bit, random.nextBoolean() ? 1 : -1);
      }
    }
    return codes;
  }

  /** As many epochs over all rows. */
  private double relaxedRound(NetworkSession session, LabelledVectors data, SignedCodes codes) {
    int[] all = Permutation.identity(data.size());
    double ratio = codes.similarToDissimilar(all);
    double loss = 0;
    for (int epoch = 0; epoch < config.training().epochs(); epoch++) {
      loss = session.epoch(data.rows(), new RelaxedObjective(data.labelSets(), ratio));
    }
    return loss;
  }

  private double round(
      NetworkSession session, LabelledVectors data, SignedCodes codes, Random random) {
    if (config.solver() == DdshConfig.Solver.RELAXED) {
      return relaxedRound(session, data, codes);
    }
    int[] order = Permutation.random(data.size(), random);
    int[] sampled = Arrays.copyOf(order, config.columns());
    int[] others = Arrays.copyOfRange(order, config.columns(), order.length);
    double ratio = codes.similarToDissimilar(sampled);
    double loss = 0;
    for (int turn = 0; turn < config.training().epochs(); turn++) {
      new SampleStep(codes, sampled, others, ratio).solve(config.solver());
      loss = session.epoch(data.rows(), others, new DdshObjective(codes, sampled, ratio));
    }
    return loss;
  }
}
