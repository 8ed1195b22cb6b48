package hashing.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.train.Progress;
import hashing.train.data.DataDivision;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A comparison of a few methods on clusters. */
public class ComparisonTests {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final LabelledVectors all = SampleData.clusters(4, 60, 24, 0.7, 11);
  private final DataDivision division =
      new DataDivision(
          all.select(IntStream.range(0, 160).toArray()),
          all.select(IntStream.range(160, 240).toArray()));

  private static Cell cell(String method, int bits, long seed) {
    return new Cell(method, bits, "clusters", "vectors", seed, 100, 160, 40, false, Map.of());
  }

  @Test
  public void testFiguresOfACell() {
    CellResult first = CellRun.of(cell("itq", 16, 1), division, Progress.NONE);
    assertEquals(null, first.refused());
    for (Figure figure : Figure.values()) {
      assertNotNull(figure.id(), first.figures().get(figure.id()));
    }
    assertTrue(first.figures().toString(), first.figures().get("map") > 0.4);
    assertTrue(first.figures().get("distinct_codes") <= 160);
    CellResult again = CellRun.of(cell("itq", 16, 1), division, Progress.NONE);
    CellResult other = CellRun.of(cell("itq", 16, 2), division, Progress.NONE);
    assertEquals(first.figures().get("map"), again.figures().get("map"));
    assertEquals(first.curve(), again.curve());
    assertFalse(first.curve().equals(other.curve()));
    assertEquals(1, first.curve().points().getLast().recall(), 0);
  }

  @Test
  public void testDataThatAMethodDoesNotTakeIsNoFailure() {
    Map<String, String> images = Map.of("network", "conv");
    Cell cell = new Cell("csq", 16, "clusters", "vectors", 1, 100, 160, 40, false, images);
    CellResult result = CellRun.of(cell, division, Progress.NONE);
    assertEquals(
        "[network] is [conv]; the data are no images, and [mlp] is allowed", result.refused());
    assertEquals(null, result.figures());
  }

  @Test
  public void testFinishedCellsAreKeptAndACutLineIsLeftOut() throws IOException {
    Path file = temporary.getRoot().toPath().resolve("cells.jsonl");
    CellResult lsh = CellRun.of(cell("lsh", 16, 1), division, Progress.NONE);
    CellResult itq = CellRun.of(cell("itq", 16, 1), division, Progress.NONE);
    CellFile written = new CellFile(file);
    written.add(lsh);
    written.add(itq);
    List<Cell> asked = List.of(itq.cell(), cell("sh", 16, 1), lsh.cell());
    assertEquals(List.of(itq, lsh), new CellFile(file).of(asked));
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() - 9));
    CellFile cut = new CellFile(file);
    assertEquals(List.of(lsh), cut.of(asked));
    cut.add(itq);
    assertEquals(text, Files.readString(file));
    Files.writeString(file, "{\"figures\": 3\n" + text);
    IOException e = assertThrows(IOException.class, () -> new CellFile(file));
    assertTrue(e.getMessage(), e.getMessage().startsWith("line [1] of ["));
  }

  @Test
  public void testTheReportHasTablesPlotsAndWhatDoesNotShow() throws IOException {
    Path folder = temporary.getRoot().toPath();
    List<CellResult> results = new ArrayList<>();
    for (long seed = 1; seed <= 2; seed++) {
      for (String method : List.of("lsh", "itq", "pcah")) {
        results.add(CellRun.of(cell(method, 16, seed), division, Progress.NONE));
      }
      results.add(figured(cell("csq", 16, seed), 0.5 + 0.1 * seed));
      results.add(figured(cell("hashnet", 16, seed), 0.9));
    }
    ComparisonReport.write(folder, results, 3);
    String markdown = Files.readString(folder.resolve("report.md"));
    assertTrue(markdown, markdown.contains("10 trainings are in it; 3 of what was asked for are"));
    assertTrue(markdown, markdown.contains("| csq | 0.650 ± 0.071 |"));
    assertTrue(markdown, markdown.contains("| csq above hashnet | Yuan et al., 2020 | 0 of 1 |"));
    assertTrue(
        markdown,
        markdown.contains(
            "csq above hashnet: not on clusters, vectors at 16 bits, 0.650 with 7 distinct codes against"
                + " 0.900 (farther apart than the spread of the seeds)"));
    assertTrue(Files.size(folder.resolve("clusters-vectors-16.png")) > 5000);
    String html = Files.readString(folder.resolve("report.html"));
    assertTrue(html, html.contains("<img src=\"clusters-vectors-16.png\""));
    assertTrue(html, html.contains("<td>csq</td><td>0.650 ± 0.071</td>"));
  }

  private static CellResult figured(Cell cell, double map) {
    return new CellResult(cell, null, Map.of("map", map, "distinct_codes", 7.0), null);
  }
}
