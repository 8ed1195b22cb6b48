package hashing.method.dynamicsign;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import hashing.code.Codes;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.djl.NetworkParameters;
import hashing.train.djl.NetworkTraining;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.Test;

/**
 * What the dead zone does to the codes of one trained network, its width chosen with images that
 * are neither trained on nor asked with. As it is, too little is trained to tell; {@code
 * -Dhashing.sign.items=4000}, {@code .epochs=8} and {@code .seeds=5} print the figures of the
 * documentation.
 */
public class DynamicSignFiguresTests {

  private static final int ITEMS = Integer.getInteger("hashing.sign.items", 200);
  private static final int EPOCHS = Integer.getInteger("hashing.sign.epochs", 1);
  private static final int SEEDS = Integer.getInteger("hashing.sign.seeds", 1);

  private static final int BITS = 32;
  private static final int ROUNDS = 10_000;
  private static final double[] WIDTHS = {0.01, 0.05, 0.1, 0.2, 0.3};

  /** The network's values, and the codes that a zone of some width makes of them. */
  private record Values(LabelledVectors items, float[][] outputs) {

    CodedItems codes(double width) {
      byte[][] codes = new byte[outputs.length][BITS / 8];
      for (int item = 0; item < codes.length; item++) {
        double[] u = new double[BITS];
        for (int bit = 0; bit < BITS; bit++) {
          u[bit] = 2 * outputs[item][bit];
        }
        double[] signs = DynamicSign.of(u, width);
        for (int bit = 0; bit < BITS; bit++) {
          if (signs[bit] > 0) {
            Codes.set(codes[item], bit);
          }
        }
      }
      return CodedItems.of(items, BITS, codes);
    }
  }

  /** Average precision of each query. */
  private static double[] precisions(Values asked, Values searched, double width) {
    CodedItems queries = asked.codes(width);
    CodedItems database = searched.codes(width);
    RetrievalEvaluator evaluator = new RetrievalEvaluator(List.of());
    double[] precisions = new double[queries.size()];
    for (int query = 0; query < precisions.length; query++) {
      CodedItems one =
          new CodedItems(
              queries.source(),
              BITS,
              new byte[][] {queries.codes()[query]},
              queries.labels().select(new int[] {query}),
              new int[] {queries.origins()[query]});
      precisions[query] = evaluator.evaluate(one, database).map();
    }
    return precisions;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  @Test
  public void testTheZoneOfOneTrainedNetwork() throws IOException {
    LabelledVectors images = SampleData.images();
    List<Double> differences = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      LabelledVectors.Split split = images.split(images.size() - ITEMS, seed);
      LabelledVectors.Split others = split.heldOut().split(2000, seed);
      LabelledVectors chosenWith = others.heldOut().firstOfEachClass(20);
      LabelledVectors queries = others.heldOut().without(chosenWith).firstOfEachClass(100);
      NetworkTraining training = DynamicSignConfig.defaults(BITS, seed).training();
      DynamicSignConfig config =
          new DynamicSignConfig(
              BITS, training.withEpochs(EPOCHS), 16, true, 0.1, false, 10, 0.15, seed);
      TrainedEncoder encoder = new DynamicSignTrainer(config).train(split.kept(), Progress.NONE);
      NetworkParameters trained = (NetworkParameters) encoder.parameters();
      DynamicSignPlan plan = (DynamicSignPlan) trained.network();
      NetworkParameters body = new NetworkParameters(plan.body(), trained.values());
      Values searched = new Values(others.kept(), body.relaxed(others.kept().rows()));
      Values choosing = new Values(chosenWith, body.relaxed(chosenWith.rows()));
      Values asked = new Values(queries, body.relaxed(queries.rows()));
      // What was trained has the zone that it was trained with, and without one it has plain signs.
      assertArrayEquals(encoder.encode(queries.rows())[0], asked.codes(0.1).codes()[0]);
      plainSigns(asked);
      double width = 0;
      double best = mean(precisions(choosing, searched, 0));
      for (double candidate : WIDTHS) {
        double found = mean(precisions(choosing, searched, candidate));
        width = found > best ? candidate : width;
        best = Math.max(found, best);
      }
      double[] plain = precisions(asked, searched, 0);
      double[] zoned = precisions(asked, searched, width);
      for (int query = 0; query < plain.length; query++) {
        differences.add(zoned[query] - plain[query]);
      }
      System.out.printf(
          Locale.ROOT,
          "dynamic sign, seed %d: zone of %.2f chosen, map %.4f, without it %.4f%n",
          seed,
          width,
          mean(zoned),
          mean(plain));
    }
    System.out.println("difference of a query, mean and 95 %: " + interval(differences));
  }

  private static void plainSigns(Values values) {
    CodedItems codes = values.codes(0);
    for (int item = 0; item < codes.size(); item++) {
      for (int bit = 0; bit < BITS; bit++) {
        assertEquals(values.outputs()[item][bit] > 0, Codes.get(codes.codes()[item], bit));
      }
    }
  }

  /** By the bootstrap: quantiles of the means of as many, drawn with repetition. */
  private static String interval(List<Double> values) {
    Random random = new Random(1);
    double[] means = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < values.size(); i++) {
        means[round] += values.get(random.nextInt(values.size())) / values.size();
      }
    }
    Arrays.sort(means);
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%.5f, %.5f to %.5f",
        mean,
        means[(int) (0.025 * ROUNDS)],
        means[(int) (0.975 * ROUNDS)]);
  }
}
