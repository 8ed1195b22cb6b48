package hashing.importing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ImporterTests {

  private static final long SEED = 20260404L;
  private static final BulkSender.Patience SHORT =
      new BulkSender.Patience(Duration.ofMillis(5), Duration.ofMillis(20), 4);
  private static final Importer.Choices CREATE = new Importer.Choices(true, false);
  private static final Importer.Choices RESUME = new Importer.Choices(false, true);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Map<String, String> codes = new TreeMap<>();
  private ClusterServer server;
  private Path file;

  @Before
  public void start() throws IOException {
    server = new ClusterServer();
    Random random = new Random(SEED);
    StringBuilder lines = new StringBuilder("id,phash,shop\n");
    for (int i = 0; i < 1000; i++) {
      String code = String.format(Locale.ROOT, "%016x", random.nextLong());
      codes.put("p" + i, code);
      lines.append('p').append(i).append(',').append(code).append(",s").append(i % 7).append('\n');
    }
    file = temporary.newFile("codes.csv").toPath();
    Files.writeString(file, lines);
  }

  @After
  public void stop() {
    server.close();
  }

  private ImportPlan plan(String id, int batch) throws IOException {
    Columns columns =
        new Columns(null, id, id == null ? List.of("id", "shop") : List.of("shop"), "phash");
    Source source = new Source(file, null, columns, ',', "train", null);
    return new ImportPlan(
        source,
        source.form(null, null, Conversion.NONE, ""),
        "photos",
        "phash",
        "",
        1,
        file.resolveSibling("rejects.csv"),
        file.resolveSibling("state"),
        batch,
        3);
  }

  private ImportResult run(ImportPlan plan, Importer.Choices choices) throws IOException {
    try (Connection connection = new Connection(server.uri(), null, null, false, false)) {
      return new Importer(plan, SHORT).run(connection, choices, position -> {});
    }
  }

  @Test
  public void testAllRowsComeInAndSettingsComeBack() throws IOException {
    ImportPlan plan = plan("id", 64);
    ImportResult result = run(plan, CREATE);
    assertEquals(1000, result.rows());
    assertEquals(1000, result.indexed());
    assertEquals(0, result.rejected());
    assertEquals(codes, server.codes("phash"));
    assertEquals("s3", server.documents.get("p10").get("shop").getAsString());
    assertFalse(Files.exists(plan.rejects()));
    assertFalse(Files.exists(plan.state()));
    String definition = server.index.toString();
    assertTrue(definition, definition.contains("{\"type\":\"binary_code\",\"bits\":64}"));
    assertEquals(16, server.bulkRequests);
    assertTrue(
        server.requests.toString(),
        server.requests.contains(
            "PUT /photos/_settings"
                + " {\"index.refresh_interval\":\"-1\",\"index.number_of_replicas\":\"0\"}"));
    assertEquals(
        "PUT /photos/_settings"
            + " {\"index.refresh_interval\":null,\"index.number_of_replicas\":\"1\"}",
        server.requests.get(server.requests.size() - 2));
    assertEquals("POST /photos/_refresh ", server.requests.getLast());
  }

  @Test
  public void testGzipAndUser() throws IOException {
    try (Connection connection = new Connection(server.uri(), "me", "secret", false, true)) {
      new Importer(plan("id", 300), SHORT).run(connection, CREATE, position -> {});
    }
    assertEquals(codes, server.codes("phash"));
    assertEquals("Basic bWU6c2VjcmV0", server.lastAuthorization);
  }

  @Test
  public void testFilesThatAreWrittenAreNotTheOneToRead() throws IOException {
    ImportPlan plan = plan("id", 10);
    Path around = file.resolveSibling("x").resolve("..").resolve(file.getFileName());
    assertRefused("[--rejects]", plan, around, plan.state());
    assertRefused("[--state]", plan, plan.rejects(), file);
    assertRefused("[--state]", plan, plan.rejects(), plan.rejects());
  }

  private static void assertRefused(String option, ImportPlan plan, Path rejects, Path state) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new ImportPlan(
                        plan.source(), plan.form(), "photos", "phash", "", 1, rejects, state, 9, 1))
            .getMessage();
    assertTrue(message, message.startsWith(option));
  }

  @Test
  public void testPasswordInUrlIsRefusedAndNotShown() {
    URI url = URI.create("http://me:secret@localhost:9200");
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new Connection(url, null, null, false, false));
    assertTrue(refused.getMessage(), refused.getMessage().contains("[--user] is allowed"));
    assertFalse(refused.getMessage(), refused.getMessage().contains("secret"));
  }

  @Test
  public void testRejectsAreListedWithLineAndReason() throws IOException {
    String text = Files.readString(file);
    text =
        text.replaceFirst("p3,[0-9a-f]+", "p3,nocode").replaceFirst("(p7,.*),s0", "$1,refuse me");
    Files.writeString(file, text + "p1000,\np1001,0000000000000000\np1002,0000000000000000,s\n");
    ImportPlan plan = plan("id", 10);
    ImportResult result = run(plan, CREATE);
    assertEquals(1003, result.rows());
    assertEquals(999, result.indexed());
    assertEquals(4, result.rejected());
    List<String> rejects = Files.readAllLines(plan.rejects());
    assertEquals("line,row,value,reason", rejects.getFirst());
    assertEquals(5, rejects.size());
    assertTrue(rejects.get(1), rejects.get(1).startsWith("5,4,nocode,\"found \"\"nocode\"\" with"));
    assertTrue(
        rejects.get(2), rejects.get(2).startsWith("9,8,") && rejects.get(2).endsWith("no: why"));
    assertEquals("1002,1001,\"p1000,\",\"found 2 columns, the header has 3\"", rejects.get(3));
    assertTrue(rejects.get(4), rejects.get(4).startsWith("1003,1002,"));
    codes.remove("p3");
    codes.remove("p7");
    codes.put("p1002", "0000000000000000");
    assertEquals(codes, server.codes("phash"));
  }

  @Test
  public void testBusyClustersAreAskedAgain() throws IOException {
    server.failures.addAll(List.of(429, 503, -429, -429, 502));
    ImportResult result = run(plan("id", 100), CREATE);
    assertEquals(1000, result.indexed());
    assertEquals(codes, server.codes("phash"));
    assertEquals(15, server.bulkRequests);
    assertEquals("sent twice is only what failed", 1000, server.versions);
  }

  @Test
  public void testGivesUpAndGoesOnFromThere() throws IOException {
    server.failEveryFrom = 5;
    ImportPlan plan = plan("id", 50);
    IOException e = assertThrows(IOException.class, () -> run(plan, CREATE));
    assertTrue(e.getMessage(), e.getMessage().contains("status 400"));
    assertTrue(e.getMessage(), e.getMessage().contains("[--resume]"));
    int sent = server.documents.size();
    assertTrue("" + sent, sent > 0 && sent < 1000);
    assertThrows(IllegalArgumentException.class, () -> run(plan, CREATE));
    ImportPlan other = plan(null, 50);
    assertThrows(IllegalArgumentException.class, () -> run(other, RESUME));
    server.failEveryFrom = Integer.MAX_VALUE;
    ImportResult result = run(plan, RESUME);
    assertEquals(1000, result.indexed());
    assertTrue(result.toString(), result.rows() < 1000);
    assertEquals(codes, server.codes("phash"));
    assertFalse(Files.exists(plan.state()));
    String last = server.requests.get(server.requests.size() - 2);
    assertTrue(last, last.endsWith("\"index.number_of_replicas\":\"1\"}"));
  }

  @Test
  public void testRejectsAreNotListedTwiceByAResumedRun() throws IOException {
    Files.writeString(file, Files.readString(file).replaceAll("(p\\d*[05]),[0-9a-f]{16}", "$1,x"));
    ImportPlan plan = plan("id", 10);
    server.failEveryFrom = 40;
    assertThrows(IOException.class, () -> run(plan, CREATE));
    server.failEveryFrom = Integer.MAX_VALUE;
    ImportResult result = run(plan, RESUME);
    assertEquals(200, result.rejected());
    assertEquals(800, result.indexed());
    List<String> rejects = Files.readAllLines(plan.rejects());
    assertEquals(201, rejects.size());
    for (int i = 1; i <= 200; i++) {
      assertTrue(rejects.get(i), rejects.get(i).startsWith((5 * i - 3) + "," + (5 * i - 4) + ","));
    }
  }

  @Test
  public void testAttemptsEnd() throws IOException {
    server.failures.addAll(Collections.nCopies(100, 429));
    ImportPlan plan = plan("id", 1000);
    IOException e = assertThrows(IOException.class, () -> run(plan, CREATE));
    assertTrue(e.getMessage(), e.getMessage().contains("gave up after 4 attempts"));
    assertEquals(4, server.bulkRequests);
  }

  @Test
  public void testIndexMustBeThereAndFit() throws IOException {
    ImportPlan plan = plan("id", 10);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> run(plan, new Importer.Choices(false, false)));
    assertTrue(e.getMessage(), e.getMessage().contains("no index [photos]"));
    server.index =
        JsonParser.parseString(
                "{\"mappings\":{\"properties\":{\"phash\":{\"type\":\"binary_code\",\"bits\":32}}}}")
            .getAsJsonObject();
    e = assertThrows(IllegalArgumentException.class, () -> run(plan, CREATE));
    assertTrue(e.getMessage(), e.getMessage().contains("codes have 64 bits"));
    server.index =
        JsonParser.parseString("{\"mappings\":{\"properties\":{\"phash\":{\"type\":\"keyword\"}}}}")
            .getAsJsonObject();
    e = assertThrows(IllegalArgumentException.class, () -> run(plan, CREATE));
    assertTrue(e.getMessage(), e.getMessage().contains("of type [keyword]"));
    assertEquals(0, server.bulkRequests);
  }

  @Test
  public void testCodesAreWrittenAsTheFieldTakesThem() throws IOException {
    server.index =
        JsonParser.parseString(
                "{\"mappings\":{\"properties\":{\"phash\":"
                    + "{\"type\":\"binary_code\",\"bits\":64,\"format\":\"long\"}}}}")
            .getAsJsonObject();
    run(plan("id", 500), CREATE);
    String expected = Long.toUnsignedString(Long.parseUnsignedLong(codes.get("p17"), 16));
    assertEquals(expected, server.codes("phash").get("p17"));
  }

  @Test
  public void testNumberedRowsReplaceNothing() throws IOException {
    ImportPlan plan = plan(null, 500);
    run(plan, CREATE);
    assertEquals(codes.get("p0"), server.codes("phash").get("1"));
    assertEquals("p999", server.documents.get("1000").get("id").getAsString());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> run(plan, CREATE));
    assertTrue(e.getMessage(), e.getMessage().contains("[--id-prefix]"));
  }

  @Test
  public void testDryRunSendsNothing() throws IOException {
    Files.writeString(file, Files.readString(file).replaceFirst("p3,[0-9a-f]+", "p3,nocode"));
    ImportPlan plan = plan("id", 10);
    ImportResult result = new Importer(plan, SHORT).check(position -> {});
    assertEquals(999, result.indexed());
    assertEquals(1, result.rejected());
    assertEquals(2, Files.readAllLines(plan.rejects()).size());
    assertEquals(List.of(), server.requests);
    assertFalse(Files.exists(plan.state()));
  }
}
