package hashing.train.data;

import static org.junit.Assert.assertEquals;

import hashing.encode.TermFeatures;
import hashing.encode.TextSpec;
import hashing.train.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import org.junit.Test;

public class TermProjectionTests {

  private static final long SEED = 20261121L;
  private static final int BUCKETS = 128;
  private static final int DIMENSION = 6;

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 150; i++) {
      StringBuilder text = new StringBuilder();
      int topic = i % 5;
      for (int word = 0; word < 8; word++) {
        int number = random.nextInt(4) == 0 ? random.nextInt(60) : topic * 12 + random.nextInt(12);
        text.append("word").append(number).append(' ');
      }
      texts.add(text.toString());
    }
    return texts;
  }

  /** Each direction keeps what the singular value of that rank says. */
  @Test
  public void testAgainstSingularValues() {
    List<String> texts = texts(new Random(SEED));
    TermProjection fitted =
        TermProjection.of(texts, new TextSpec.Terms(DIMENSION, BUCKETS, 1000), Progress.NONE);
    DMatrixRMaj weights = new DMatrixRMaj(texts.size(), BUCKETS);
    for (int i = 0; i < texts.size(); i++) {
      int row = i;
      TermFeatures.weights(TermFeatures.counts(texts.get(i), BUCKETS), fitted.idf())
          .forEach((bucket, weight) -> weights.set(row, bucket, weight));
    }
    SingularValueDecomposition_F64<DMatrixRMaj> svd =
        DecompositionFactory_DDRM.svd(texts.size(), BUCKETS, false, false, false);
    svd.decompose(weights.copy());
    double[] values = svd.getSingularValues();
    SingularOps_DDRM.descendingOrder(null, false, values, values.length, null, false);
    for (int j = 0; j < DIMENSION; j++) {
      double kept = 0;
      double length = 0;
      for (int row = 0; row < texts.size(); row++) {
        double dot = 0;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
          dot += weights.get(row, bucket) * fitted.projection()[bucket * DIMENSION + j];
        }
        kept += dot * dot;
      }
      for (int bucket = 0; bucket < BUCKETS; bucket++) {
        double value = fitted.projection()[bucket * DIMENSION + j];
        length += value * value;
      }
      assertEquals(1, length, 1e-5);
      assertEquals("seed " + SEED + " rank " + j, values[j], Math.sqrt(kept), 0.01 * values[j]);
    }
  }

  @Test
  public void testRareTermsWeighMore() {
    List<String> texts = List.of("common rare", "common", "common other");
    TermProjection fitted =
        TermProjection.of(texts, new TextSpec.Terms(2, 1024, 1000), Progress.NONE);
    assertEquals(1, idf(fitted, "common"), 1e-6);
    assertEquals(Math.log(4.0 / 2) + 1, idf(fitted, "rare"), 1e-6);
    assertEquals(Math.log(4.0) + 1, idf(fitted, "unseen"), 1e-6);
  }

  private static double idf(TermProjection fitted, String term) {
    Map<Integer, Integer> counts = TermFeatures.counts(term, 1024);
    return fitted.idf()[counts.keySet().iterator().next()];
  }
}
