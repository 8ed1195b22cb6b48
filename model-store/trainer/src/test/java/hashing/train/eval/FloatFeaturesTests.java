package hashing.train.eval;

import static org.junit.Assert.assertEquals;
import static org.junit.Assume.assumeTrue;

import hashing.encode.InputSpec;
import hashing.method.Methods;
import hashing.train.Options;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import hashing.train.data.LabelledVectors;
import hashing.train.data.Labels;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/**
 * How well the features themselves rank, by cosine: what codes of them are measured by. With {@code
 * -Dhashing.float.data=debian-descriptions:minilm} the figures of the documentation are printed:
 * those of the features and of codes of 64 bits.
 */
public class FloatFeaturesTests {

  private static final String DATA = System.getProperty("hashing.float.data");
  private static final int QUERIES = 1000;

  /** Mean average precision of rankings by cosine; items as near in no order. */
  private static double map(LabelledVectors queries, LabelledVectors database) {
    float[][] rows = normalised(database.rows());
    TiedRanking ranking = new TiedRanking(rows.length);
    double sum = 0;
    float[][] asked = normalised(queries.rows());
    for (int query = 0; query < asked.length; query++) {
      long[] order = new long[rows.length];
      for (int row = 0; row < rows.length; row++) {
        float cosine = 0;
        for (int i = 0; i < asked[query].length; i++) {
          cosine += asked[query][i] * rows[row][i];
        }
        order[row] = (long) Float.floatToIntBits(2 - cosine) << 32 | row;
      }
      Arrays.sort(order);
      int[] all = new int[rows.length];
      int[] relevant = new int[rows.length];
      int group = 0;
      int relevantItems = 0;
      for (int place = 0; place < order.length; place++) {
        if (place > 0 && order[place] >> 32 != order[place - 1] >> 32) {
          group++;
        }
        all[group]++;
        if (queries.labelSets().share(query, database.labelSets(), (int) order[place])) {
          relevant[group]++;
          relevantItems++;
        }
      }
      if (relevantItems > 0) {
        sum += ranking.precisionSum(all, relevant, rows.length) / relevantItems;
      }
    }
    return sum / asked.length;
  }

  private static float[][] normalised(float[][] rows) {
    float[][] normalised = new float[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      double squares = 0;
      for (float value : rows[row]) {
        squares += (double) value * value;
      }
      float length = (float) Math.sqrt(squares);
      normalised[row] = new float[rows[row].length];
      for (int i = 0; i < normalised[row].length; i++) {
        normalised[row][i] = length == 0 ? 0 : rows[row][i] / length;
      }
    }
    return normalised;
  }

  /** Rows of -1 and 1 rank as the codes of their signs: {@code cosine = 1 - 2 distance / bits}. */
  @Test
  public void testSignsRankAsTheirCodes() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    LabelledVectors queries = signs(40, 0, random);
    LabelledVectors database = signs(300, 40, random);
    double expected =
        new RetrievalEvaluator(List.of()).evaluate(coded(queries), coded(database)).map();
    assertEquals(expected, map(queries, database), 1e-12);
  }

  private static LabelledVectors signs(int count, int firstOrigin, Random random) {
    float[][] rows = new float[count][16];
    int[] labels = new int[count];
    for (int row = 0; row < count; row++) {
      labels[row] = random.nextInt(4);
      for (int i = 0; i < 16; i++) {
        rows[row][i] = random.nextInt(8) < 2 * labels[row] + 1 ? 1 : -1;
      }
    }
    labels[0] = 3; // Both parts have as many labels.
    int[] origins = new int[count];
    Arrays.setAll(origins, i -> firstOrigin + i);
    return new LabelledVectors(
        "signs", "0".repeat(64), new InputSpec.Vector(16), rows, Labels.single(labels), origins);
  }

  private static CodedItems coded(LabelledVectors signs) {
    byte[][] codes = new byte[signs.size()][2];
    for (int row = 0; row < codes.length; row++) {
      for (int i = 0; i < 16; i++) {
        if (signs.rows()[row][i] > 0) {
          codes[row][i >> 3] |= (byte) (0x80 >>> (i & 7));
        }
      }
    }
    return CodedItems.of(signs, 16, codes);
  }

  @Test
  public void testCodesOfTextsAgainstTheirFeatures() throws IOException {
    assumeTrue("no data named", DATA != null);
    String[] parts = DATA.split(":", 2);
    DataSet set = DataSets.get(parts[0]);
    DataDivision division =
        set.load(
            new DataSet.Request(set.defaultFolder(), parts[1], DataSet.Asked.TEST, false),
            Progress.NONE);
    LabelledVectors queries = division.held().spread(QUERIES);
    LabelledVectors unseen = division.held().without(queries);
    System.out.printf(
        "features: map %.4f, unseen %.4f%n", map(queries, division.train()), map(queries, unseen));
    for (String method : List.of("itq", "sdh", "csq", "greedyhash", "adsh", "ddsh")) {
      TrainedEncoder encoder =
          Methods.get(method)
              .trainer(64, 1, new Options(Map.of()))
              .train(division.train(), Progress.NONE);
      CodedItems asked = CodedItems.of(queries, encoder);
      RetrievalEvaluator evaluator = new RetrievalEvaluator(List.of());
      System.out.printf(
          "%s, 64 bits: map %.4f, unseen %.4f%n",
          method,
          evaluator.evaluate(asked, CodedItems.of(division.train(), encoder)).map(),
          evaluator.evaluate(asked, CodedItems.of(unseen, encoder)).map());
    }
  }
}
