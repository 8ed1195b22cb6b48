package hashing.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.train.data.GreyPng;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** `hashing report` as a user calls it, on a user's own data of some dozen items. */
public class ReportCommandTests {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Path file(String name) {
    return temporary.getRoot().toPath().resolve(name);
  }

  /** Into the folder {@code r}. */
  private JsonObject report(String... arguments) {
    int exit = run(arguments);
    assertEquals(err.toString(), 0, exit);
    return JsonParser.parseString(out.toString()).getAsJsonObject();
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = HashingCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(
        Stream.concat(
                Stream.of("report", "--out", file("r").toString(), "--json"),
                Arrays.stream(arguments))
            .toArray(String[]::new));
  }

  private void writeItems(long seed) throws IOException {
    LabelledVectors data = SampleData.clusters(3, 24, 10, 0.5, seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      String row = Arrays.toString(data.rows()[i]);
      lines.add("{\"v\": " + row + ", \"of\": [\"" + data.labels()[i] + "\"]}");
    }
    Files.write(file("items.jsonl"), lines);
  }

  private String[] ofItems(String... more) {
    String[] common = {
      "--data",
      "json-lines",
      "--from",
      file("items.jsonl").toString(),
      "--input-field",
      "v",
      "--label-field",
      "of",
      "--train-items",
      "30",
      "--database-items",
      "40",
      "--queries",
      "9",
      "--bits",
      "8",
      "--set",
      "csq.epochs=2"
    };
    return Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new);
  }

  private static void assertCounts(int cells, int missing, JsonObject result) {
    assertEquals(result.toString(), cells, result.get("cells").getAsInt());
    assertEquals(result.toString(), missing, result.get("missing").getAsInt());
    assertEquals(result.toString(), 0, result.get("refused").getAsInt());
  }

  @Test
  public void testFinishedCellsAreNotDoneAgain() throws IOException {
    writeItems(7);
    assertCounts(4, 0, report(ofItems("--methods", "itq,csq", "--seeds", "1,2")));
    List<String> cells = Files.readAllLines(file("r/cells.jsonl"));
    assertEquals(4, cells.size());
    // As if the last had been cut while it was written.
    Files.writeString(file("r/cells.jsonl"), String.join("\n", cells.subList(0, 3)) + "\n{\"ce");
    assertCounts(4, 0, report(ofItems("--methods", "itq,csq", "--seeds", "1,2")));
    List<String> again = Files.readAllLines(file("r/cells.jsonl"));
    assertEquals(cells.subList(0, 3), again.subList(0, 3));
    assertEquals(withoutTime(cells.get(3)), withoutTime(again.get(3)));
    assertCounts(6, 0, report(ofItems("--methods", "itq,csq,lsh", "--seeds", "1,2")));
    List<String> more = Files.readAllLines(file("r/cells.jsonl"));
    assertEquals(again, more.subList(0, 4));
    assertEquals(6, more.size());
  }

  private static String withoutTime(String cell) {
    JsonObject parsed = JsonParser.parseString(cell).getAsJsonObject();
    parsed.getAsJsonObject("figures").remove("train_seconds");
    return parsed.toString();
  }

  @Test
  public void testWriteOnlyTrainsNothing() throws IOException {
    writeItems(8);
    assertCounts(2, 0, report(ofItems("--methods", "itq,csq", "--seeds", "1")));
    String cells = Files.readString(file("r/cells.jsonl"));
    Set<String> written = names();
    assertEquals(4, written.size());
    for (String name : written) {
      assertTrue(name, name.matches("(cells\\.jsonl|report\\.(md|html)|json-lines-.*-8\\.png)"));
      if (!name.equals("cells.jsonl")) {
        Files.delete(file("r").resolve(name));
      }
    }
    assertCounts(
        2, 4, report(ofItems("--methods", "itq,csq,lsh", "--seeds", "1,2", "--write-only")));
    assertEquals(written, names());
    assertEquals(cells, Files.readString(file("r/cells.jsonl")));
    String html = Files.readString(file("r/report.html"));
    String picture = written.stream().filter(name -> name.endsWith(".png")).findFirst().get();
    assertTrue(html, html.contains("<img src=\"" + picture + "\""));
    assertTrue(Files.size(file("r").resolve(picture)) > 5000);
    String markdown = Files.readString(file("r/report.md"));
    assertTrue(markdown, markdown.contains("2 trainings are in it; 4 of what was asked for are"));
    assertTrue(markdown, markdown.contains("| csq epochs=2 |"));
    assertTrue(markdown, markdown.contains("30 items trained on, 40 searched, 9 test queries"));
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(file("r"))) {
      return files.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** A cell of a file as it was does not stand for the file as it is. */
  @Test
  public void testItemsThatHaveChangedAreOtherData() throws IOException {
    writeItems(9);
    assertCounts(1, 0, report(ofItems("--methods", "csq", "--seeds", "1")));
    writeItems(10);
    assertCounts(0, 1, report(ofItems("--methods", "csq", "--seeds", "1", "--write-only")));
  }

  @Test
  public void testAFolderOfPictures() throws IOException {
    LabelledVectors images = SampleData.images();
    int[] written = new int[images.classCount()];
    for (int row = 0; row < 400; row++) {
      int label = images.labels()[row];
      if (label < 3 && written[label] < 15) {
        byte[] pixels = new byte[images.width()];
        for (int i = 0; i < pixels.length; i++) {
          pixels[i] = (byte) Math.round(255 * images.rows()[row][i]);
        }
        Path of = Files.createDirectories(file("pictures/" + label));
        Files.write(of.resolve(written[label]++ + ".png"), GreyPng.write(pixels, 28, 28));
      }
    }
    String[] asked = {"--data", "folder", "--from", file("pictures").toString()};
    String[] sizes = {
      "--methods", "csq,lsh", "--bits", "16", "--seeds", "1", "--set", "csq.epochs=2"
    };
    JsonObject result =
        report(Stream.concat(Arrays.stream(asked), Arrays.stream(sizes)).toArray(String[]::new));
    assertCounts(2, 0, result);
    JsonObject cell =
        JsonParser.parseString(Files.readAllLines(file("r/cells.jsonl")).getFirst())
            .getAsJsonObject();
    String data = cell.getAsJsonObject("cell").get("data").getAsString();
    assertTrue(data, data.matches("folder/pictures@[0-9a-f]{8}"));
    assertTrue(cell.toString(), cell.getAsJsonObject("figures").get("map").getAsDouble() > 0.4);
    assertEquals(2, run("--data", "folder:words", "--from", file("pictures").toString()));
    assertTrue(err.toString(), err.toString().contains("[--features] is [words]"));
    assertEquals(2, run("--data", "folder"));
    assertTrue(err.toString(), err.toString().contains("[folder], which needs [--from]"));
  }
}
