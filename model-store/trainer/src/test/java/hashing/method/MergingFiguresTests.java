package hashing.method;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import hashing.train.Options;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.DataSets;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.eval.RetrievalMetrics;
import hashing.train.eval.SearchCost;
import hashing.train.math.Permutation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.Test;

/**
 * What merging is for: a short code as good as one trained at its length, whose bits matter alike.
 * As it is, too little is trained to tell; {@code -Dhashing.merging.data=fashion-mnist} (with
 * {@code .folder}) or {@code debian-descriptions:minilm}, {@code .bits}, {@code .items=5000},
 * {@code .database=20000}, {@code .queries=1000}, {@code .epochs=30} and {@code .seeds=5} print the
 * figures of the documentation. Stages have a quarter of the epochs each, rounded down.
 */
public class MergingFiguresTests {

  private static final int BITS = number("bits", 16);
  private static final int ITEMS = number("items", 300);
  private static final int DATABASE = number("database", 1000);
  private static final int QUERIES = number("queries", 100);
  private static final int EPOCHS = number("epochs", 8);
  private static final int SEEDS = number("seeds", 1);

  private static final int LONG = 4 * BITS;
  private static final int CUTOFF = 1000;
  private static final int SUBSTRING = 16;

  private static int number(String name, int otherwise) {
    return Integer.getInteger("hashing.merging." + name, otherwise);
  }

  /** Rows trained on, searched and asked with; no two have one in common. */
  private record Rows(LabelledVectors trained, LabelledVectors searched, LabelledVectors asked) {

    static Rows of(DataDivision division, long seed) {
      LabelledVectors all = division.train();
      int[] drawn = Permutation.random(all.size(), new Random(seed));
      int end = Math.min(all.size(), ITEMS + DATABASE);
      return new Rows(
          all.select(Arrays.copyOf(drawn, ITEMS)),
          all.select(Arrays.copyOfRange(drawn, ITEMS, end)),
          division.held().spread(QUERIES));
    }
  }

  /** Codes of both. */
  private record Coded(CodedItems asked, CodedItems searched) {

    Coded(Rows rows, TrainedEncoder encoder) {
      this(CodedItems.of(rows.asked(), encoder), CodedItems.of(rows.searched(), encoder));
    }

    /** Some of the bits alone. */
    Coded only(int[] bits) {
      return new Coded(only(asked, bits), only(searched, bits));
    }

    private static CodedItems only(CodedItems items, int[] bits) {
      byte[][] codes = new byte[items.size()][(bits.length + 7) / 8];
      for (int item = 0; item < codes.length; item++) {
        for (int bit = 0; bit < bits.length; bit++) {
          if (Codes.get(items.codes()[item], bits[bit])) {
            codes[item][bit >> 3] |= (byte) (0x80 >>> (bit & 7));
          }
        }
      }
      return new CodedItems(items.source(), bits.length, codes, items.labels(), items.origins());
    }

    RetrievalMetrics metrics() {
      return new RetrievalEvaluator(List.of(CUTOFF)).evaluate(asked, searched);
    }

    /** How much the mean average precision falls without each bit. */
    double[] importance() {
      int bits = asked.bitCount();
      double all = metrics().map();
      return IntStream.range(0, bits)
          .mapToDouble(bit ->
              all - only(IntStream.range(0, bits).filter(i -> i != bit).toArray()).metrics().map())
          .toArray();
    }

    /** Mean entropy of substrings of 16 neighbouring bits over what is searched, in bits. */
    double entropy() {
      int tables = Math.ceilDiv(asked.bitCount(), SUBSTRING);
      double entropy = 0;
      for (int table = 0; table < tables; table++) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (byte[] code : searched.codes()) {
          int value = (code[2 * table] & 0xff) << 8 | code[2 * table + 1] & 0xff;
          counts.merge(value, 1, Integer::sum);
        }
        for (int count : counts.values()) {
          double share = (double) count / searched.size();
          entropy -= share * Math.log(share) / Math.log(2) / tables;
        }
      }
      return entropy;
    }
  }

  private static TrainedEncoder trained(
      int bits, Map<String, String> relation, Rows rows, long seed) {
    Map<String, String> options = new LinkedHashMap<>(relation);
    options.put("epochs", Integer.toString(EPOCHS));
    return Methods.get("neuronmerging")
        .trainer(bits, seed, new Options(options))
        .train(rows.trained(), Progress.NONE);
  }

  private static Map<String, String> direct(int bits) {
    return Map.of("start", Integer.toString(bits), "stages", "1");
  }

  /** The code trained at its length, merged ones, and parts of the long code. */
  private static Map<String, Coded> variants(Rows rows, long seed) {
    Map<String, Coded> variants = new LinkedHashMap<>();
    variants.put("direct", new Coded(rows, trained(BITS, direct(BITS), rows, seed)));
    for (String relation : List.of("loss", "correlation", "random", "select")) {
      Map<String, String> options =
          Map.of("relation", relation, "start", Integer.toString(LONG), "stages", "4");
      variants.put(relation, new Coded(rows, trained(BITS, options, rows, seed)));
    }
    TrainedEncoder longer = trained(LONG, direct(LONG), rows, seed);
    Coded all = new Coded(rows, longer);
    // Importance by the rows trained on: the others are for figures alone.
    Rows known =
        new Rows(
            rows.trained(),
            rows.trained().select(IntStream.range(ITEMS / 4, ITEMS).toArray()),
            rows.trained().select(IntStream.range(0, ITEMS / 4).toArray()));
    double[] importance = new Coded(known, longer).importance();
    int[] most =
        IntStream.range(0, LONG)
            .boxed()
            .sorted(Comparator.comparingDouble(bit -> -importance[bit]))
            .mapToInt(Integer::intValue)
            .limit(BITS)
            .toArray();
    variants.put("most important of long", all.only(most));
    int[] some = Arrays.copyOf(Permutation.random(LONG, new Random(seed)), BITS);
    variants.put("some of long", all.only(some));
    return variants;
  }

  @Test
  public void testBitsAfterMerging() throws IOException {
    DataDivision division = division();
    for (long seed = 1; seed <= SEEDS; seed++) {
      Rows rows = Rows.of(division, seed);
      for (Map.Entry<String, Coded> variant : variants(rows, seed).entrySet()) {
        Coded coded = variant.getValue();
        assertEquals(BITS, coded.asked().bitCount());
        RetrievalMetrics metrics = coded.metrics();
        double[] importance = coded.importance();
        double mean = Arrays.stream(importance).average().orElseThrow();
        double variance =
            DoubleStream.of(importance).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
        System.out.printf(
            "merging, seed %d, %s: map %.4f, map@%d %.4f, spread of bits %.5f, candidates %.1f,"
                + " entropy %.3f%n",
            seed,
            variant.getKey(),
            metrics.map(),
            CUTOFF,
            metrics.mapHash().get(CUTOFF),
            Math.sqrt(variance),
            SearchCost.of(coded.asked(), coded.searched()).withinRadius(),
            coded.entropy());
        // Of chance, with ten classes: 0.1.
        assertTrue(variant.getKey() + " " + metrics.map(), metrics.map() > 0.2);
      }
    }
  }

  private static DataDivision division() throws IOException {
    String named = System.getProperty("hashing.merging.data");
    if (named == null) {
      LabelledVectors.Split split = SampleData.images().split(1000, 1);
      return new DataDivision(split.kept(), split.heldOut());
    }
    String[] parts = named.split(":", 2);
    DataSet set = DataSets.get(parts[0]);
    String folder = System.getProperty("hashing.merging.folder");
    return set.load(
        new DataSet.Request(
            folder == null ? set.defaultFolder() : Path.of(folder),
            parts.length < 2 ? set.features().getFirst() : parts[1],
            DataSet.Asked.TEST,
            false),
        Progress.NONE);
  }
}
