package hashing.train;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import hashing.encode.Encoder;
import hashing.fingerprint.Comparison;
import hashing.fingerprint.Fingerprint;
import hashing.fingerprint.ProbedEncoder;
import hashing.fingerprint.Relation;
import hashing.method.Methods;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.store.PackageWriter;
import hashing.train.EncoderForms.Layer;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Twenty encoders, trained on Fashion-MNIST's test images, each written in four forms: the forms of
 * one are found interchangeable, no two encoders are, and codes of one form can be searched for
 * among those of another. Packages stay in {@code target/encoder-forms}, for {@code hashing
 * fingerprint}.
 */
public class FingerprintAcceptanceTests {

  private static final int BITS = 64;
  private static final int FORMS = 4;
  private static final long SEED = 20231117;
  private static final int TRAINED_ON = 2000;
  private static final int QUERIES = 1000;
  private static final int NEAREST = 100;

  private static final List<List<ModelPackage>> FORMS_OF = new ArrayList<>();
  private static final List<Encoder> OPEN = new ArrayList<>();
  private static final List<List<ProbedEncoder>> PROBED = new ArrayList<>();
  private static final List<TrainedEncoder.Parameters> TRAINED = new ArrayList<>();
  private static LabelledVectors images;

  @BeforeClass
  public static void train() throws IOException {
    System.out.println("seed " + SEED);
    images = SampleData.images();
    LabelledVectors some = images.first(TRAINED_ON);
    for (int seed = 1; seed <= 5; seed++) {
      add("lsh", seed, Map.of(), some);
    }
    for (int iterations = 3; iterations <= 7; iterations++) { // each near the next
      add("itq", 1, Map.of("iterations", String.valueOf(iterations)), some);
    }
    for (int seed = 1; seed <= 4; seed++) {
      add("pcah", seed, Map.of("rotate", "1"), some);
    }
    for (String method : List.of("csq", "greedyhash", "hashnet")) {
      for (int epochs = 1; epochs <= 2; epochs++) {
        add(method, 1, Map.of("hidden", "64", "epochs", String.valueOf(epochs)), some);
      }
    }
    assertEquals(20, FORMS_OF.size());
  }

  private static void add(
      String method, int seed, Map<String, String> options, LabelledVectors data)
      throws IOException {
    TrainedEncoder encoder =
        Methods.get(method).trainer(BITS, seed, new Options(options)).train(data, Progress.NONE);
    String id = "encoder-" + FORMS_OF.size() + "-" + method;
    Random random = new Random(SEED + FORMS_OF.size());
    List<ModelPackage> forms = EncoderForms.of(id, encoder.parameters(), images.input(), random);
    TRAINED.add(encoder.parameters());
    FORMS_OF.add(forms);
    PROBED.add(new ArrayList<>());
    Path folder = Files.createDirectories(Path.of("target", "encoder-forms"));
    for (ModelPackage form : forms) {
      PROBED.getLast().add(probed(form));
      Path file = folder.resolve(form.manifest().name().toString().replace('@', '-') + ".zip");
      Files.write(file, PackageWriter.write(form));
    }
  }

  private static ProbedEncoder probed(ModelPackage model) {
    Encoder encoder = EncoderLoader.open(model);
    OPEN.add(encoder);
    return new ProbedEncoder(Fingerprint.of(encoder, () -> {}), encoder);
  }

  @AfterClass
  public static void close() {
    OPEN.forEach(Encoder::close);
    for (List<?> list : List.of(OPEN, PROBED, TRAINED, FORMS_OF)) {
      list.clear();
    }
  }

  @Test
  public void testFormsOfOneEncoderAreInterchangeable() {
    int pairs = 0;
    int sameCodes = 0;
    int exact = 0;
    long differingBits = 0;
    double largest = 0;
    for (List<ProbedEncoder> forms : PROBED) {
      for (int i = 0; i < FORMS; i++) {
        for (int j = i + 1; j < FORMS; j++) {
          Comparison found = Comparison.of(forms.get(i), forms.get(j), () -> {});
          String where = "encoder " + PROBED.indexOf(forms) + ", forms " + i + " and " + j;
          assertEquals(where + found, Relation.INTERCHANGEABLE, found.relation());
          pairs++;
          exact += found.exact() ? 1 : 0;
          sameCodes += code(forms, i).equals(code(forms, j)) ? 1 : 0;
          differingBits += found.differingBits();
          largest = Math.max(largest, found.largestDifference());
        }
      }
    }
    System.out.printf(
        "%d pairs of forms interchangeable; exact fingerprint equal %d, code fingerprint equal %d,"
            + " largest difference %.2e of the scale, %d further bits differ%n",
        pairs, exact, sameCodes, largest, differingBits);
    assertEquals(20 * 6, pairs);
  }

  private static String code(List<ProbedEncoder> forms, int form) {
    return forms.get(form).fingerprint().code();
  }

  /** All 16 pairs of forms for each of the 190 pairs of encoders. */
  @Test
  public void testNoTwoEncodersAreInterchangeable() {
    int pairs = 0;
    int closerLooks = 0;
    for (int one = 0; one < PROBED.size(); one++) {
      for (int other = one + 1; other < PROBED.size(); other++) {
        pairs++;
        for (ProbedEncoder form : PROBED.get(one)) {
          for (ProbedEncoder otherForm : PROBED.get(other)) {
            Comparison found = Comparison.of(form, otherForm, () -> {});
            assertEquals(one + ", " + other + found, Relation.DIFFERENT, found.relation());
            closerLooks += form.fingerprint().mayEqual(otherForm.fingerprint()) ? 1 : 0;
          }
        }
      }
    }
    System.out.printf(
        "0 of %d pairs of encoders interchangeable, %d of %d pairs of forms looked at closer%n",
        pairs, closerLooks, pairs * FORMS * FORMS);
    assertEquals(190, pairs);
  }

  @Test
  public void testAColumnTurnedOverOrABiasMovedIsToldApart() {
    double least = Double.MAX_VALUE;
    int isometric = 0;
    for (int i = 0; i < TRAINED.size(); i++) {
      List<Layer> layers = EncoderForms.layers(TRAINED.get(i));
      int bit = (int) (SEED + i) % BITS;
      Layer last = layers.getLast();
      float[] weights = last.weights().clone();
      for (int at = bit * last.inputs(); at < (bit + 1) * last.inputs(); at++) {
        weights[at] = -weights[at];
      }
      float[] moved = last.bias().clone();
      moved[bit] += 0.05f;
      float[] turned = last.bias().clone();
      turned[bit] = -turned[bit];
      ProbedEncoder withColumn = probed(layers, weights, last.bias());
      ProbedEncoder withBias = probed(layers, last.weights(), moved);
      ProbedEncoder withBoth = probed(layers, weights, turned);
      for (ProbedEncoder form : PROBED.get(i)) {
        Comparison column = Comparison.of(form, withColumn, () -> {});
        assertEquals("encoder " + i + column, Relation.DIFFERENT, column.relation());
        Comparison bias = Comparison.of(form, withBias, () -> {});
        assertEquals("encoder " + i + bias, Relation.DIFFERENT, bias.relation());
        least = Math.min(least, bias.largestDifference());
        Comparison both = Comparison.of(form, withBoth, () -> {});
        assertNotEquals("encoder " + i + both, Relation.INTERCHANGEABLE, both.relation());
        isometric += both.relation() == Relation.ISOMETRIC ? 1 : 0;
      }
    }
    System.out.printf(
        "a bias moved by 0.05 is %.1e of the scale or more, %.0e is allowed; %d of 80 forms are"
            + " isometric to one with a bit turned over%n",
        least, Comparison.TOLERANCE, isometric);
    assertTrue("isometric: " + isometric, isometric >= 76); // a value beside 0 may hide it
  }

  private static ProbedEncoder probed(List<Layer> layers, float[] weights, float[] bias) {
    Layer last = layers.getLast();
    List<Layer> changed = new ArrayList<>(layers.subList(0, layers.size() - 1));
    changed.add(new Layer(last.inputs(), last.outputs(), weights, bias));
    return probed(EncoderForms.changed("changed", changed, images.input()));
  }

  /** Of 9,000 images, those nearest to 1,000 others. */
  @Test
  public void testAQueryOfOneFormAmongCodesOfAnother() {
    LabelledVectors queries = images.first(QUERIES);
    int asked = 0;
    int same = 0;
    int otherCodes = 0;
    for (List<ModelPackage> forms : FORMS_OF) {
      long[] indexed = words(forms.getFirst(), images);
      long[] database = Arrays.copyOfRange(indexed, QUERIES, indexed.length);
      for (ModelPackage form : forms.subList(1, FORMS)) {
        long[] codes = words(form, queries);
        int equal = 0;
        for (int i = 0; i < QUERIES; i++) {
          otherCodes += codes[i] == indexed[i] ? 0 : 1;
          equal +=
              Arrays.equals(nearest(codes[i], database), nearest(indexed[i], database)) ? 1 : 0;
        }
        assertTrue(form.manifest().name() + ": " + equal, equal >= 0.999 * QUERIES);
        asked += QUERIES;
        same += equal;
      }
    }
    System.out.printf(
        "%d of %d queries with the same %d nearest distances, %d had another code%n",
        same, asked, NEAREST, otherCodes);
  }

  private static long[] words(ModelPackage model, LabelledVectors rows) {
    return Arrays.stream(PackageCodes.of(model, rows, _ -> {}))
        .mapToLong(code -> ByteBuffer.wrap(code).getLong())
        .toArray();
  }

  /** How many of the nearest are at each distance. */
  private static int[] nearest(long query, long[] database) {
    int[] counts = new int[BITS + 1];
    for (long code : database) {
      counts[Long.bitCount(query ^ code)]++;
    }
    int left = NEAREST;
    for (int distance = 0; distance <= BITS; distance++) {
      counts[distance] = Math.min(counts[distance], left);
      left -= counts[distance];
    }
    return counts;
  }
}
