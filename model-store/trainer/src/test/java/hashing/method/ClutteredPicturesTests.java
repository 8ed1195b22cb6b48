package hashing.method;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.PackageWriter;
import hashing.train.Agreement;
import hashing.train.Options;
import hashing.train.PackageExport;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

/**
 * What the branches of CSCE-Net are for: pictures whose ground is full of pieces of others. As it
 * is, too little is trained to rank well, and packages are compared with what was trained; {@code
 * -Dhashing.cluttered.items=2000}, {@code .epochs=20} and {@code .seeds=5} print the figures of the
 * documentation.
 */
public class ClutteredPicturesTests {

  private static final int SIDE = 56;
  private static final int PATCH = 14;
  private static final int PATCHES = 4;

  private static final int ITEMS = Integer.getInteger("hashing.cluttered.items", 200);
  private static final String EPOCHS = System.getProperty("hashing.cluttered.epochs", "1");
  private static final int SEEDS = Integer.getInteger("hashing.cluttered.seeds", 1);

  /** The plain two branches, then with each of the paper's parts. */
  private static final Map<String, Map<String, String>> VARIANTS = new LinkedHashMap<>();

  static {
    VARIANTS.put("plain", Map.of("context", "0", "tau", "0"));
    VARIANTS.put("context", Map.of("context", "1", "tau", "0"));
    VARIANTS.put("context and dynamic sign", Map.of("context", "1", "tau", "0.1"));
  }

  /** Each picture somewhere on a larger black one, and pieces of others anywhere. */
  private static LabelledVectors cluttered(LabelledVectors images, Random random) {
    int side = 28;
    float[][] rows = new float[images.size()][SIDE * SIDE];
    for (int row = 0; row < rows.length; row++) {
      for (int patch = 0; patch < PATCHES; patch++) {
        float[] other = images.rows()[random.nextInt(rows.length)];
        int from = random.nextInt(side - PATCH + 1) * side + random.nextInt(side - PATCH + 1);
        paste(other, from, PATCH, rows[row], random);
      }
      paste(images.rows()[row], 0, side, rows[row], random);
    }
    return new LabelledVectors(
        "cluttered",
        images.sha256(),
        InputSpec.Image.unit(SIDE, SIDE, InputSpec.Channels.GREY),
        rows,
        images.labelSets(),
        images.origins());
  }

  /** A square of a picture, where it is lighter than what is there. */
  private static void paste(float[] picture, int from, int size, float[] canvas, Random random) {
    int to = random.nextInt(SIDE - size + 1) * SIDE + random.nextInt(SIDE - size + 1);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int place = to + y * SIDE + x;
        canvas[place] = Math.max(canvas[place], picture[from + y * 28 + x]);
      }
    }
  }

  @Test
  public void testPartsOfTheNetworkOnClutteredPictures() throws IOException {
    LabelledVectors images = SampleData.images();
    Map<String, Integer> wins = new LinkedHashMap<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      LabelledVectors all = cluttered(images, new Random(seed));
      assertEquals(SIDE * SIDE, all.width());
      LabelledVectors.Split split = all.split(Math.min(2000, 3 * ITEMS), seed);
      LabelledVectors queries = split.heldOut().firstOfEachClass(40);
      LabelledVectors database = split.heldOut().without(queries);
      Map<String, Double> found = new LinkedHashMap<>();
      for (Map.Entry<String, Map<String, String>> variant : VARIANTS.entrySet()) {
        Map<String, String> options = new LinkedHashMap<>(variant.getValue());
        options.put("channels", "8");
        options.put("epochs", EPOCHS);
        options.put("batch_size", "32");
        options.put("learning_rate", "0.003");
        TrainedEncoder encoder =
            Methods.get("dynamicsign")
                .trainer(32, seed, new Options(options))
                .train(split.kept().first(ITEMS), Progress.NONE);
        double map =
            new RetrievalEvaluator(List.of())
                .evaluate(CodedItems.of(queries, encoder), CodedItems.of(database, encoder))
                .map();
        found.put(variant.getKey(), map);
        if (map > found.get("plain")) {
          wins.merge(variant.getKey(), 1, Integer::sum);
        }
        ModelPackage written =
            PackageExport.of(encoder, ModelName.parse("test@1"), queries.input());
        Agreement agreement =
            Agreement.of(encoder, PackageReader.read(PackageWriter.write(written)), queries);
        assertEquals(queries.size(), agreement.codes());
        assertTrue(agreement.toString(), agreement.largestRelaxed() < 1e-4);
      }
      System.out.println("cluttered, seed " + seed + ": " + found);
    }
    System.out.println("above the plain branches, of " + SEEDS + " seeds: " + wins);
  }
}
