package hashing.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Assert;
import org.junit.Test;

/** Compares with the mean over random orders of the ties. */
public class RetrievalTests extends Assert {

  private static final int SIZE = 20;
  private static final int K = 5;
  private static final int ROUNDS = 1000;

  @Test
  public void figuresAreTheMeanOverAllOrdersOfTies() throws Exception {
    DemoData data = DemoData.read(Path.of("src/main/data/fashion-mnist"));
    Random random = new Random(2);
    byte[][] codes = new byte[SIZE][1];
    for (byte[] code : codes) {
      random.nextBytes(code);
    }
    BruteForce scan = new BruteForce(codes);
    double averagePrecision = 0;
    double precision = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (int query = 0; query < SIZE; query++) {
        int right = 0;
        double sum = 0;
        List<Integer> ranking = ranking(query, scan, random);
        for (int rank = 1; rank <= ranking.size(); rank++) {
          if (data.label(ranking.get(rank - 1)).equals(data.label(query))) {
            right++;
            sum += (double) right / rank;
            precision += rank <= K ? 1.0 / K : 0;
          }
        }
        averagePrecision += right == 0 ? 0 : sum / right;
      }
    }
    Retrieval retrieval = new Retrieval(scan, data, K);
    assertEquals(averagePrecision / ROUNDS / SIZE, retrieval.meanAveragePrecision(), 0.005);
    assertEquals(precision / ROUNDS / SIZE, retrieval.precision(null), 0.005);
  }

  private static List<Integer> ranking(int query, BruteForce scan, Random random) {
    List<Integer> ids = new ArrayList<>();
    for (int id = 0; id < SIZE; id++) {
      if (id != query) {
        ids.add(id);
      }
    }
    Collections.shuffle(ids, random);
    ids.sort((a, b) -> scan.distance(query, a) - scan.distance(query, b));
    return ids;
  }
}
