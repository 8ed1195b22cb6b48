package hashing.method;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.train.HashTrainer;
import hashing.train.Options;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.Labels;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.math.Permutation;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Rows with sets of labels: methods that read labels use them. */
public class SeveralLabelsTests {

  /** Rows of class c have the labels c and c + 1; relevant are neighbours, too. */
  private static LabelledVectors data() {
    LabelledVectors single = SampleData.clusters(6, 120, 24, 1.6, 13);
    int[][] sets = new int[single.size()][];
    for (int row = 0; row < sets.length; row++) {
      int label = single.labels()[row];
      sets[row] = row % 40 == 39 ? new int[] {} : new int[] {label, label + 1};
    }
    return new LabelledVectors(
        single.name(),
        single.sha256(),
        single.input(),
        single.rows(),
        Labels.sets(sets, 7),
        Permutation.identity(sets.length));
  }

  @Test
  public void testLabelledMethodsBeatRandomHyperplanes() {
    LabelledVectors.Split split = data().split(240, 1);
    double floor = map(Methods.get("lsh").trainer(32, 1, new Options(Map.of())), split);
    for (Methods.Method method : Methods.all()) {
      if (!method.labelled()) {
        continue;
      }
      HashTrainer trainer = method.trainer(32, 1, new Options(Map.of()));
      double found = map(trainer, split);
      System.out.printf("several labels: %s %.4f, lsh %.4f%n", method.id(), found, floor);
      assertTrue(method.id() + " " + found + " lsh " + floor, found > floor + 0.02);
    }
  }

  private static double map(HashTrainer trainer, LabelledVectors.Split split) {
    TrainedEncoder encoder = trainer.train(split.kept(), Progress.NONE);
    LabelledVectors queries = split.heldOut();
    assertEquals(32, encoder.parameters().bitCount());
    return new RetrievalEvaluator(List.of())
        .evaluate(CodedItems.of(queries, encoder), CodedItems.of(split.kept(), encoder))
        .map();
  }
}
