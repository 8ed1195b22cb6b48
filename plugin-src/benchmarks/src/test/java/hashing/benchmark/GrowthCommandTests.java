package hashing.benchmark;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public class GrowthCommandTests {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void everySizeAndSearchIsReported() throws IOException {
    Path data = folder.getRoot().toPath();
    SplittableRandom random = new SplittableRandom(3);
    try (CodeFile.Writer writer = new CodeFile.Writer(PathCodes.file(data, 64), 8)) {
      for (int row = 0; row < 6_000; row++) {
        writer.add(random.nextLong());
      }
    }
    Path report = data.resolve("growth.json");
    int status =
        new CommandLine(new GrowthCommand())
            .execute(
                "--steps=64:2000,64:6000",
                "--radius=8,30",
                "--data=" + data,
                "--work=" + data.resolve("work"),
                "--report=" + report);
    assertEquals(0, status);
    JsonObject written = JsonParser.parseString(Files.readString(report)).getAsJsonObject();
    JsonArray rows = written.getAsJsonArray("rows");
    assertEquals(6, rows.size());
    assertEquals(2, rows.get(0).getAsJsonObject().get("equal").getAsInt());
    assertEquals(10, rows.get(0).getAsJsonObject().get("found").getAsInt());
    assertEquals(6, rows.get(3).getAsJsonObject().get("equal").getAsInt());
    assertEquals(2, written.getAsJsonArray("builds").size());
    assertTrue(Files.size(data.resolve("growth.png")) > 1000);
  }

  @Test
  public void badStepsAreNamed() {
    assertEquals(1, new CommandLine(new GrowthCommand()).execute("--steps=64x100"));
  }
}
