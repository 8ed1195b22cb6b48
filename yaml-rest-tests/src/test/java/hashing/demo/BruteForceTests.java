package hashing.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;

/** The oracle must tell a wrong answer from a right one, or every demo would look exact. */
public class BruteForceTests extends Assert {

  private static final int SIZE = 300;
  private static final int K = 10;

  private BruteForce oracle;

  @Before
  public void makeCodes() {
    byte[][] codes = new byte[SIZE][1];
    Random random = new Random(1);
    for (byte[] code : codes) {
      random.nextBytes(code);
    }
    oracle = new BruteForce(codes);
  }

  private List<Hit> all(int query) {
    List<Hit> hits = new ArrayList<>();
    for (int distance = 0; distance <= 8; distance++) {
      for (int id = 0; id < SIZE; id++) {
        if (id != query && oracle.distance(query, id) == distance) {
          hits.add(new Hit(id, distance));
        }
      }
    }
    return hits;
  }

  @Test
  public void nearestAcceptsEveryOrderOfTies() {
    List<Hit> hits = all(7);
    assertTrue(oracle.isNearest(7, id -> id != 7, K, hits.subList(0, K)));
    int last = hits.get(K - 1).distance();
    List<Hit> ties = hits.stream().filter(hit -> hit.distance() == last).toList();
    List<Hit> other = new ArrayList<>(hits.subList(0, K));
    other.set(K - 1, ties.getLast());
    assertNotEquals(hits.subList(0, K), other);
    assertTrue(oracle.isNearest(7, id -> id != 7, K, other));
  }

  @Test
  public void nearestRefusesWrongAnswers() {
    List<Hit> hits = all(7);
    List<Hit> right = hits.subList(0, K);
    assertFalse("one too few", oracle.isNearest(7, id -> id != 7, K, hits.subList(0, K - 1)));
    assertFalse("nearest missing", oracle.isNearest(7, id -> id != 7, K, hits.subList(1, K + 1)));
    assertFalse("not allowed", oracle.isNearest(7, id -> id > 150, K, right));
    List<Hit> changed = new ArrayList<>(right);
    changed.set(0, new Hit(hits.getLast().id(), right.getFirst().distance()));
    assertFalse("false distance", oracle.isNearest(7, id -> id != 7, K, changed));
    changed = new ArrayList<>(right);
    int last = right.getLast().distance();
    Hit twice = right.get(K - 2);
    assertEquals("the seed's ties", last, twice.distance());
    changed.set(K - 1, twice);
    assertFalse("one twice", oracle.isNearest(7, id -> id != 7, K, changed));
    changed = new ArrayList<>(right);
    Collections.reverse(changed);
    assertFalse("farthest first", oracle.isNearest(7, id -> id != 7, K, changed));
  }

  @Test
  public void withinRefusesWrongAnswers() {
    List<Hit> right = all(7).stream().filter(hit -> hit.distance() <= 2).toList();
    assertTrue(right.size() > 2);
    assertTrue(oracle.isWithin(7, id -> id != 7, 2, right));
    assertFalse("query too", oracle.isWithin(7, id -> true, 2, right));
    assertFalse(
        "one missing", oracle.isWithin(7, id -> id != 7, 2, right.subList(1, right.size())));
    assertFalse("radius too large", oracle.isWithin(7, id -> id != 7, 3, right));
    List<Hit> changed = new ArrayList<>(right);
    changed.add(right.getLast());
    assertFalse("one twice", oracle.isWithin(7, id -> id != 7, 2, changed));
  }
}
