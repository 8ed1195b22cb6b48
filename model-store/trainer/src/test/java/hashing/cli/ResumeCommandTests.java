package hashing.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
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
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** Trainings that are left and taken up, as a user calls them; and what helps a user to call. */
public class ResumeCommandTests {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path items;

  @Before
  public void writeItems() throws IOException {
    items = temporary.getRoot().toPath().resolve("items.jsonl");
    Files.write(items, lines(SampleData.clusters(4, 40, 12, 0.6, 7)));
  }

  private static List<String> lines(LabelledVectors data) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      lines.add(
          "{\"text\":" + Arrays.toString(data.rows()[i]) + ",\"label\":" + data.labels()[i] + "}");
    }
    return lines;
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = HashingCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private int train(Path to, String method, String... more) {
    List<String> all = new ArrayList<>(List.of("train", "--method", method, "--bits", "8"));
    all.addAll(List.of("--data", "json-lines", "--from", items.toString()));
    all.addAll(List.of("--name", "m@1", "--out", to.toString()));
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private Path file(String name) {
    return temporary.getRoot().toPath().resolve(name);
  }

  @Test
  public void testAResumedTrainingWritesTheSamePackage() throws IOException {
    assertEquals(err.toString(), 0, train(file("whole.zip"), "csq", "--epochs", "5"));
    assertFalse(Files.exists(file("whole.zip.checkpoint")));
    Path stopped = file("stopped.zip");
    assertEquals(3, train(stopped, "csq", "--epochs", "5", "--stop-after", "2"));
    assertTrue(out.toString(), out.toString().contains("stopped_after_round  2"));
    assertTrue(out.toString(), out.toString().strip().endsWith("--stop-after 2 --resume"));
    assertFalse(Files.exists(stopped));
    assertEquals(
        3, train(stopped, "csq", "--epochs", "5", "--stop-after", "1", "--resume", "--json"));
    assertEquals(
        3,
        JsonParser.parseString(out.toString())
            .getAsJsonObject()
            .get("stopped_after_round")
            .getAsInt());
    assertEquals(err.toString(), 0, train(stopped, "csq", "--epochs", "5", "--resume"));
    assertArrayEquals(Files.readAllBytes(file("whole.zip")), Files.readAllBytes(stopped));
    assertFalse(Files.exists(file("stopped.zip.checkpoint")));
  }

  @Test
  public void testACheckpointOfAnotherTrainingIsRefused() throws IOException {
    Path to = file("a.zip");
    assertEquals(3, train(to, "csq", "--epochs", "5", "--stop-after", "1"));
    assertRefused("[seed] [1]; this one has [2]", to, "csq", "--epochs", "5", "--seed", "2");
    assertRefused("[epochs] [5]; this one has [6]", to, "csq", "--epochs", "6");
    assertRefused(
        "[learning_rate] [0.001]; this one has [0.01]",
        to,
        "csq",
        "--epochs",
        "5",
        "--set",
        "learning_rate=0.01");
    assertRefused("this one has [greedyhash]", to, "greedyhash", "--epochs", "5");
    assertEquals(2, train(to, "csq", "--epochs", "5"));
    assertTrue(err.toString(), err.toString().contains("--resume goes on from it"));
    Files.write(items, lines(SampleData.clusters(4, 40, 12, 0.6, 8)));
    assertRefused("sha256]", to, "csq", "--epochs", "5");
    Path checkpoint = file("a.zip.checkpoint");
    byte[] damaged = Files.readAllBytes(checkpoint);
    damaged[damaged.length / 2] ^= 1;
    Files.write(checkpoint, damaged);
    assertEquals(1, train(to, "csq", "--epochs", "5", "--resume"));
    assertTrue(err.toString(), err.toString().contains("its checksum differs"));
  }

  private void assertRefused(String message, Path to, String method, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add("--resume");
    assertEquals(2, train(to, method, all.toArray(String[]::new)));
    assertTrue(err.toString(), err.toString().contains(message));
  }

  @Test
  public void testWhatCannotBeResumedIsRefused() {
    assertEquals(2, train(file("i.zip"), "itq", "--resume"));
    assertTrue(err.toString(), err.toString().contains("[--resume]: method [itq] has no rounds"));
    assertEquals(2, train(file("n.zip"), "csq", "--resume"));
    assertTrue(err.toString(), err.toString().contains("no checkpoint ["));
    assertEquals(2, train(file("n.zip"), "csq", "--stop-after", "0"));
  }

  @Test
  public void testCompletionHasMethodsAndData() {
    assertEquals(0, run("completion"));
    String script = out.toString();
    assertTrue(script, script.startsWith("#!"));
    assertTrue(script.contains("\"adsh\" \"csq\""));
    assertTrue(script.contains("\"debian-descriptions\" \"emoji\" \"fashion-mnist\""));
    assertTrue(script.contains("--stop-after"));
  }

  @Test
  public void testHelpHasExitCodes() {
    assertEquals(0, run("train", "--help"));
    assertTrue(out.toString(), out.toString().contains("130   interrupted"));
    assertEquals(0, run("report", "--help"));
    assertTrue(out.toString(), out.toString().contains("Exit codes:"));
  }

  @Test
  public void testReportsThatAreCalledWrongly() {
    String[][] wrong = {
      {"--methods", "none", "no method [none]"},
      {"--data", "cifar", "[--data] is [cifar]"},
      {"--data", "emoji:words", "features [pixels] are allowed"},
      {"--train-items", "0", "[--train-items] is [0]"},
      {"--database-items", "10", "[--database-items] is [10]"},
      {"--set", "epochs=3", "[--set] has [epochs]"},
      {"--set", "itq.epochs=3", "method [itq] has no option [epochs]"}
    };
    for (String[] call : wrong) {
      assertEquals(call[2], 2, run("report", "--out", file("r").toString(), call[0], call[1]));
      assertTrue(err.toString(), err.toString().contains(call[2]));
      assertFalse(Files.exists(file("r")));
    }
  }

  @Test
  public void testAReportOfNothingSaysSo() throws IOException {
    assertEquals(0, run("report", "--out", file("r").toString(), "--write-only", "--json"));
    assertEquals(
        468, JsonParser.parseString(out.toString()).getAsJsonObject().get("missing").getAsInt());
    assertTrue(Files.readString(file("r").resolve("report.md")).contains("468 of what was asked"));
  }
}
