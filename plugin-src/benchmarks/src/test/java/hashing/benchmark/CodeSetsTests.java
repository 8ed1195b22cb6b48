package hashing.benchmark;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import hashing.code.Codes;
import hashing.search.ForcedQueries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.lucene.search.ScoreDoc;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CodeSetsTests {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void sameSeedSameCodes() {
    assertEquals(
        CodeSets.clustered(64, 1000, 10, 7).sha256(), CodeSets.clustered(64, 1000, 10, 7).sha256());
  }

  @Test
  public void clusteredCodesLieRoundTheirCentre() {
    CodeSet set = CodeSets.clustered(256, 100, 0, 1);
    double inside = meanDistance(set, 0, 50, 0, 50);
    // Two codes of a centre differ in a bit with probability 2 * 0.12 * 0.88.
    assertEquals(256 * 2 * 0.12 * 0.88 * 49 / 50, inside, 6);
    assertEquals(128, meanDistance(set, 0, 50, 50, 100), 12);
  }

  private static double meanDistance(CodeSet set, int from, int to, int otherFrom, int otherTo) {
    long sum = 0;
    for (int i = from; i < to; i++) {
      for (int j = otherFrom; j < otherTo; j++) {
        sum += Codes.distance(code(set, i), code(set, j));
      }
    }
    return (double) sum / (to - from) / (otherTo - otherFrom);
  }

  private static byte[] code(CodeSet set, int index) {
    return Arrays.copyOfRange(
        set.codes(), index * set.byteLength(), (index + 1) * set.byteLength());
  }

  @Test
  public void filesAreReadBack() throws IOException {
    CodeSet set = CodeSets.uniform(128, 100, 3, 1);
    set.write(folder.getRoot().toPath());
    Path file = folder.getRoot().toPath().resolve("codes.u8bin");
    assertArrayEquals(set.codes(), CodeFile.read(file, 16, Integer.MAX_VALUE));
    assertArrayEquals(Arrays.copyOf(set.codes(), 160), CodeFile.read(file, 16, 10));
    assertThrows(IOException.class, () -> CodeFile.read(file, 8, 10));
  }

  @Test
  public void everyStrategyFindsTheSame() throws IOException {
    CodeSet set = CodeSets.clustered(64, 40_000, 5, 3);
    try (CodeIndex index = CodeIndex.write(folder.getRoot().toPath(), set)) {
      for (int q = 0; q < set.queryCount(); q++) {
        String expected = null;
        for (String strategy : ForcedQueries.STRATEGIES) {
          ScoreDoc[] found =
              index
                  .searcher()
                  .search(
                      ForcedQueries.nearest(
                          CodeIndex.FIELD, set.bits(), set.query(q), 10, null, strategy),
                      10)
                  .scoreDocs;
          String seen = Arrays.toString(Arrays.stream(found).mapToInt(hit -> hit.doc).toArray());
          expected = expected == null ? seen : expected;
          assertEquals(strategy, expected, seen);
          assertEquals(10, found.length);
        }
      }
    }
  }

  @Test
  public void everyThousandthRealCodeIsKeptForAsking() throws IOException {
    Path data = folder.getRoot().toPath();
    assertThrows(IOException.class, () -> CodeSets.real(data, 64, 2_500, 2));
    try (CodeFile.Writer writer = new CodeFile.Writer(PathCodes.file(data, 64), 8)) {
      for (long row = 0; row < 3_000; row++) {
        writer.add(row);
      }
    }
    CodeSet set = CodeSets.real(data, 64, 2_500, 2);
    assertEquals(2_498, set.count());
    assertEquals(998, code(set, 998)[6] * 256 + (code(set, 998)[7] & 0xFF));
    assertEquals(1_000, code(set, 999)[6] * 256 + (code(set, 999)[7] & 0xFF));
    assertEquals(2_499, code(set, 2_497)[6] * 256 + (code(set, 2_497)[7] & 0xFF));
    assertEquals(1_999, set.query(1)[6] * 256 + (set.query(1)[7] & 0xFF));
    assertThrows(IOException.class, () -> CodeSets.real(data, 64, 2_500, 3));
    assertThrows(IOException.class, () -> CodeSets.real(data, 64, 3_001, 2));
  }
}
