package hashing.benchmark;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Runs each benchmark once, at a size at which its figures mean nothing. */
public class CommandsTests {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private JsonArray rows(String... arguments) throws IOException {
    Path report = folder.getRoot().toPath().resolve("report.json");
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--work=" + folder.getRoot().toPath().resolve("work");
    all[arguments.length + 1] = "--report=" + report;
    assertEquals(0, Benchmarks.commandLine().execute(all));
    JsonObject written = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    assertTrue(written.has("machine") && written.getAsJsonArray("data").size() > 0);
    return written.getAsJsonArray("rows");
  }

  @Test
  public void build() throws IOException {
    JsonArray rows =
        rows(
            "build",
            "--bits=64",
            "--counts=2000",
            "--segments=3",
            "--heap-count=3000",
            "--heaps=256");
    assertEquals("ours, without tables, hnsw, ratio, heap", 5, rows.size());
    JsonObject sizes = rows.get(0).getAsJsonObject().getAsJsonObject("bytesPerCode");
    assertTrue(sizes.toString(), sizes.get("bcd").getAsDouble() >= 8);
    assertEquals(256, rows.get(4).getAsJsonObject().get("heapMebibytes").getAsInt());
  }

  @Test
  public void signing() throws IOException {
    JsonArray rows = rows("signing", "--bytes=10000", "--bits=64,100", "--rounds=1");
    assertEquals("two lengths and SHA-256", 3, rows.size());
    assertTrue(rows.get(0).getAsJsonObject().get("megabytesPerSecond").getAsDouble() > 0);
  }

  /** Fails where a package is neither refused nor loaded, or leaves memory behind. */
  @Test
  public void packages() throws IOException {
    assertEquals("counts alone", 0, rows("packages", "--count=1000", "--seconds=60").size());
  }

  /** Processes that grow more than is allowed, and packages that take too long, are failures. */
  @Test
  public void packagesThatFail() throws IOException {
    Path report = folder.getRoot().toPath().resolve("report.json");
    for (String option : new String[] {"--growth=-1", "--seconds=0"}) {
      String[] arguments = {"packages", "--count=1", option, "--report=" + report};
      assertEquals(option, 1, Benchmarks.commandLine().execute(arguments));
    }
  }

  @Test
  public void jmh() throws IOException {
    JsonArray rows =
        rows(
            "jmh",
            "--bits=64",
            "--counts=2000",
            "--seconds=0",
            "--warmup=0",
            "--iterations=1",
            "--forks=0");
    assertEquals(3, rows.size());
    for (var row : rows) {
      assertTrue(row.toString(), row.getAsJsonObject().get("micros").getAsDouble() > 0);
      assertTrue(row.toString(), row.getAsJsonObject().get("recall").getAsDouble() > 0.5);
    }
    assertTrue(Files.size(folder.getRoot().toPath().resolve("report.png")) > 1000);
  }

  @Test
  public void join() throws IOException {
    Path data = folder.getRoot().toPath().resolve("data");
    Files.createDirectories(data);
    CodeSet set = CodeSets.clustered(128, 4_000, 0, 1);
    CodeFile.write(PathCodes.file(data, 128), set.codes(), 16);
    JsonArray rows =
        rows(
            "join",
            "--parts=self,batch,growth,choice",
            "--count=3000",
            "--queries=200",
            "--growth=1000,2000",
            "--choices=uniform",
            "--widths=64",
            "--sizes=500",
            "--radii=1,3",
            "--rounds=1",
            "--data=" + data);
    assertEquals("seven ways, two batches, two sizes, two radii", 13, rows.size());
    for (var row : rows) {
      if (row.getAsJsonObject().get("part").getAsString().equals("self")) {
        assertTrue(row.toString(), row.getAsJsonObject().get("wholeSeconds").getAsDouble() > 0);
      }
    }
  }

  @Test
  public void missingPictures() {
    StringWriter errors = new StringWriter();
    int exit =
        Benchmarks.commandLine()
            .setErr(new PrintWriter(errors))
            .execute("join", "--parts=exact", "--pictures=a.gz,b.gz");
    assertEquals(1, exit);
    assertTrue(errors.toString(), errors.toString().contains("--pictures: no file a.gz;"));
  }
}
