package hashing.method.adsh;

import hashing.train.HashTrainer;
import hashing.train.Libraries;
import hashing.train.ModelCard;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.djl.MlpConfig;
import hashing.train.djl.MlpSession;
import hashing.train.math.Permutation;
import hashing.train.math.SignedCodes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Trains a perceptron with one hidden layer for queries, by turns with the codes of all rows, which
 * the result has as its solved codes.
 */
public final class AdshTrainer implements HashTrainer {

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
    named.put("hidden", config.hidden());
    named.put("rounds", config.rounds());
    named.put("epochs", config.epochs());
    named.put("sample", config.sample());
    named.put("batch_size", config.batchSize());
    named.put("learning_rate", config.learningRate());
    named.put("gamma", config.gamma());
    named.put("seed", config.seed());
    return named;
  }

  @Override
  public boolean solvesCodes() {
    return true;
  }

  @Override
  public TrainedEncoder train(LabelledVectors data, Progress progress) {
    Random random = new Random(config.seed());
    int sample = Math.min(config.sample(), data.size());
    int steps = config.rounds() * config.epochs() * Math.ceilDiv(sample, config.batchSize());
    SignedCodes codes = new SignedCodes(data.labels(), data.classCount(), config.bits());
    MlpConfig network =
        new MlpConfig(
            List.of(data.width(), config.hidden(), config.bits()),
            config.epochs(),
            config.batchSize(),
            config.learningRate(),
            config.seed());
    double loss = 0;
    try (MlpSession session = new MlpSession(network, steps, random)) {
      progress.start("rounds", config.rounds());
      for (int round = 0; round < config.rounds(); round++) {
        int[] sampled = Arrays.copyOf(Permutation.random(data.size(), random), sample);
        double ratio = codes.similarToDissimilar(sampled);
        AdshObjective objective = new AdshObjective(codes, config.gamma(), ratio);
        for (int epoch = 0; epoch < config.epochs(); epoch++) {
          loss = session.epoch(data.rows(), sampled, objective);
        }
        DatabaseStep step =
            new DatabaseStep(codes, data.classCount(), objective.outputs(), config.gamma(), ratio);
        for (int bit = 0; bit < config.bits(); bit++) {
          step.solve(bit);
        }
        progress.step(String.format(Locale.ROOT, "loss %.4f", loss));
      }
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

  private static long distinct(byte[][] codes) {
    return Arrays.stream(codes).map(ByteBuffer::wrap).distinct().count();
  }
}
