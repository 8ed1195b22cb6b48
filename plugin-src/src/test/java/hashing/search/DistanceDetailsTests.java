package hashing.search;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.carrotsearch.randomizedtesting.RandomizedTest;
import hashing.code.Codes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.lucene.search.Explanation;
import org.junit.Test;

/** The bits that an explanation names are those that differ, by a loop over all bits. */
public class DistanceDetailsTests extends RandomizedTest {

  private static byte[] code(Random random, int bits) {
    byte[] code = new byte[Codes.byteLength(bits)];
    for (int bit = 0; bit < bits; bit++) {
      if (random.nextBoolean()) {
        Codes.set(code, bit);
      }
    }
    return code;
  }

  @Test
  public void testBitsThatDiffer() {
    Random random = getRandom();
    for (int round = 0; round < 50; round++) {
      int bits = between(1, 100);
      byte[] own = code(random, bits);
      byte[] found = code(random, bits);
      List<String> differing = new ArrayList<>();
      for (int bit = 0; bit < bits; bit++) {
        if (Codes.get(own, bit) != Codes.get(found, bit)) {
          differing.add("" + bit);
        }
      }
      int more = differing.size() - 64;
      String expected =
          differing.isEmpty()
              ? "no bit differs"
              : "bits that differ: "
                  + String.join(", ", differing.subList(0, Math.min(64, differing.size())))
                  + (more > 0 ? " and " + more + " more" : "");
      List<Explanation> details =
          DistanceDetails.of(new QueryCodes("f", bits, List.of(own)), found);
      assertEquals(1, details.size());
      assertEquals(differing.size(), details.getFirst().getValue());
      assertEquals("distance to the code, " + expected, details.getFirst().getDescription());
    }
  }

  @Test
  public void testListsAreShort() {
    byte[] zeros = new byte[2048];
    byte[] ones = new byte[2048];
    Arrays.fill(ones, (byte) -1);
    List<Explanation> details =
        DistanceDetails.of(new QueryCodes("f", 16384, List.of(zeros)), ones);
    assertTrue(details.getFirst().getDescription().endsWith(", 63 and 16320 more"));
  }

  @Test
  public void testNearestOfManyCodesFirst() {
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      codes.add(new byte[] {(byte) ((1 << (i % 9)) - 1)});
    }
    List<Explanation> details =
        DistanceDetails.of(new QueryCodes("f", 8, codes), new byte[] {(byte) 0xFF});
    assertEquals(10, details.size());
    assertEquals("distance to code 8, no bit differs", details.getFirst().getDescription());
    assertEquals("distance to code 7, bits that differ: 0", details.get(3).getDescription());
  }
}
