package hashing.opensearch.join;

import hashing.code.Codes;
import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.opensearch.join.ShardRequest.Kind;
import hashing.opensearch.join.ShardRequest.Match;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.opensearch.test.OpenSearchTestCase;

/** Answers that hold few matches: together they are all, each once. */
public class ShardMatcherTests extends OpenSearchTestCase {
  private static final int BITS = 16;

  private byte[] codes(int count) {
    TreeSet<byte[]> distinct = new TreeSet<>(Arrays::compareUnsigned);
    for (int i = 0; i < count; i++) {
      distinct.add(new byte[] {(byte) randomIntBetween(0, 7), (byte) randomIntBetween(0, 255)});
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    distinct.forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] code(byte[] codes, int ordinal) {
    return Arrays.copyOfRange(codes, 2 * ordinal, 2 * ordinal + 2);
  }

  public void testPairsInManyAnswers() throws IOException {
    byte[] right = codes(200);
    boolean self = randomBoolean();
    byte[] left = self ? right : codes(150);
    int radius = randomIntBetween(0, 4);
    Map<List<Integer>, Integer> expected = new HashMap<>();
    for (int a = 0; a < left.length / 2; a++) {
      for (int b = self ? a + 1 : 0; b < right.length / 2; b++) {
        int distance = Codes.distance(code(left, a), code(right, b));
        if (distance <= radius) {
          expected.put(List.of(a, b), distance);
        }
      }
    }
    int[] counts = new int[left.length / 2];
    Arrays.fill(counts, 1);
    int first = self ? 0 : randomIntBetween(0, 1000);
    CodeBatch batch = self ? null : new CodeBatch(first, left, counts);
    JoinContext context = JoinContext.unlimited();
    Map<List<Integer>, Integer> found = new HashMap<>();
    int answers = 0;
    try (JoinCodes part = JoinCodes.of(BITS, right, context)) {
      ShardMatcher matcher = new ShardMatcher(part, context, 20, _ -> {});
      int end = first + counts.length;
      for (int row = first; row < end; answers++) {
        Match request = new Match("x", Kind.PAIRS, radius, 0, batch, row, end - row);
        Matches matches = matcher.match(request);
        assertTrue(matches.nextRow() > row && matches.nextRow() <= end);
        assertTrue(matches.size() <= 20 || matches.nextRow() == row + 1);
        for (int i = 0; i < matches.size(); i++) {
          int a = matches.left(i) - first;
          int b = matches.right(i);
          List<Integer> pair = self ? List.of(Math.min(a, b), Math.max(a, b)) : List.of(a, b);
          assertNull(pair.toString(), found.put(pair, matches.distance(i)));
        }
        row = matches.nextRow();
      }
    }
    assertEquals(expected, found);
    assertTrue(answers + " answers", expected.size() <= 20 || answers > 1);
  }
}
