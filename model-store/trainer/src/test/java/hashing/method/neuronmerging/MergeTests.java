package hashing.method.neuronmerging;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.method.neuronmerging.NeuronMergingConfig.Relation;
import hashing.train.data.Labels;
import hashing.train.djl.BatchObjective;
import hashing.train.djl.FiniteDifferences;
import hashing.train.djl.NetworkParameters;
import hashing.train.djl.NetworkSession;
import hashing.train.djl.Perceptron;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;

public class MergeTests {

  @Test
  public void testGradientByFiniteDifferences() {
    Random random = new Random(4);
    int[] labels = {0, 1, 1, 0, 2};
    int[] rows = {0, 1, 2, 3, 4};
    NeuronMergingObjective plain = new NeuronMergingObjective(Labels.single(labels), 0.3);
    Merge merge =
        new Merge(
            List.of(List.of(0, 2), List.of(1), List.of(5, 3, 4)),
            new double[] {1, 1, -1, 1, -1, 1});
    for (BatchObjective objective : List.of(plain, NeuronMergingTrainer.merged(plain, merge))) {
      FiniteDifferences.assertGradient(
          objective, FiniteDifferences.normal(5, 6, random), rows, 1e-4);
    }
  }

  /** Copies of a neuron, one of them negated, are found by both relations, and merged. */
  @Test
  public void testCopiesAreMerged() {
    Random random = new Random(6);
    int[] labels = IntStream.range(0, 64).map(i -> i % 4).toArray();
    int[] rows = IntStream.range(0, 64).toArray();
    Redundancy redundancy = new Redundancy(new NeuronMergingObjective(Labels.single(labels), 0), 6);
    for (int batch = 0; batch < 60; batch++) {
      float[][] relaxed = FiniteDifferences.normal(64, 6, random);
      for (int i = 0; i < 64; i++) {
        // Neurons 0 to 3 tell the classes, 4 is 1's copy and 5 is 2's, negated.
        for (int bit = 0; bit < 4; bit++) {
          relaxed[i][bit] += labels[i] == bit ? 3 : -3;
        }
        relaxed[i][4] = relaxed[i][1];
        relaxed[i][5] = -relaxed[i][2];
      }
      redundancy.observe(relaxed, rows);
    }
    assertEquals(0.99, redundancy.correlation(4, 1), 0.02);
    assertEquals(-0.99, redundancy.correlation(5, 2), 0.02);
    assertTrue(redundancy.mergedLoss(4, 1) < redundancy.mergedLoss(0, 3));
    Merge merge = Merge.choose(redundancy, 4, Relation.CORRELATION, random);
    assertTrue(merge.groups().toString(), merge.groups().contains(List.of(4, 1)));
    assertTrue(merge.groups().toString(), merge.groups().contains(List.of(5, 2)));
    assertEquals(-1, merge.signs()[5] * merge.signs()[2], 0);
    assertEquals(1, merge.signs()[4] * merge.signs()[1], 0);
  }

  /** As many groups as wanted, each neuron in one, none of more than three. */
  @Test
  public void testGroupsAreAsManyAsWanted() {
    Random random = new Random(7);
    for (int trial = 0; trial < 300; trial++) {
      int bits = 4 + random.nextInt(20);
      int width = (bits + 1) / 2 + random.nextInt(bits / 2);
      Redundancy redundancy =
          new Redundancy(new NeuronMergingObjective(Labels.single(new int[8]), 0), bits);
      int[] rows = {0, 1, 2, 3, 4, 5, 6, 7};
      redundancy.observe(FiniteDifferences.normal(8, bits, random), rows);
      for (Relation relation : Relation.values()) {
        Merge merge = Merge.choose(redundancy, width, relation, random);
        assertEquals(width, merge.width());
        List<Integer> members = new ArrayList<>();
        for (List<Integer> group : merge.groups()) {
          assertTrue(group.size() <= 3);
          members.addAll(group);
        }
        assertEquals(members.size(), members.stream().distinct().count());
        if (relation != Relation.SELECT) {
          assertEquals(bits, members.size());
        }
      }
    }
  }

  /** Folding changes no more than rounding does: the merged view and the folded layer agree. */
  @Test
  public void testFoldingKeepsTheCodes() {
    Random random = new Random(9);
    Perceptron network = new Perceptron(List.of(12, 20, 16));
    Map<String, float[]> values = NetworkSession.firstValues(network, random);
    NetworkParameters trained = new NetworkParameters(network, values);
    List<List<Integer>> groups =
        List.of(List.of(0, 5), List.of(1, 2, 3), List.of(4), List.of(6, 7, 15), List.of(8, 9));
    double[] signs = new double[16];
    for (int i = 0; i < 16; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    Merge merge = new Merge(groups, signs);
    NetworkParameters folded =
        new NetworkParameters(
            new Perceptron(List.of(12, 20, 5)), NeuronMergingTrainer.folded(trained, merge));
    float[][] rows = FiniteDifferences.normal(10_000, 12, random);
    float[][] before = trained.relaxed(rows);
    float[][] after = folded.relaxed(rows);
    int different = 0;
    for (int row = 0; row < rows.length; row++) {
      float[] expected = merge.fold(before[row], 1);
      for (int bit = 0; bit < 5; bit++) {
        if (expected[bit] > 0 != after[row][bit] > 0) {
          different++;
          assertTrue(Math.abs(expected[bit]) < 1e-5);
        }
      }
      assertArrayEquals(expected, after[row], 1e-4f);
    }
    System.out.println("bits that folding changed: " + different + " of 50000");
  }
}
