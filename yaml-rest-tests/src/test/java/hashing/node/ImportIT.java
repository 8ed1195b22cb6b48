package hashing.node;

import static org.hamcrest.Matchers.containsString;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.opensearch.client.Request;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/** Runs the command {@code hashing import}, as a user does, against the node. */
public class ImportIT extends OpenSearchRestTestCase {

  private static final int COUNT = 20_000;

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  public void testCodesOfAFileAreFound() throws IOException, InterruptedException {
    Path jar = Path.of(System.getProperty("hashing.cli.jar"));
    assumeTrue("built with cli.skip", Files.exists(jar));
    Random random = new Random(20260406);
    StringBuilder lines = new StringBuilder("photo,phash\n");
    for (int i = 0; i < COUNT; i++) {
      String code = i == 17 ? "ffff" : String.format(Locale.ROOT, "%016x", random.nextLong());
      lines.append("p").append(i).append(',').append(code).append('\n');
    }
    String last = lines.substring(lines.length() - 17, lines.length() - 1);
    Path file = createTempDir().resolve("photos.csv");
    Files.writeString(file, lines);
    JsonObject result = run(jar, file, 1);
    assertEquals(COUNT - 1, result.get("indexed").getAsInt());
    assertEquals(1, result.get("rejected").getAsInt());
    String rejects = Files.readString(Path.of(result.get("rejects").getAsString()));
    assertThat(
        rejects, containsString("19,18,ffff,\"found 4 hex digits (16 bits), allowed are 16"));
    Request search = new Request("GET", "/photos/_search");
    search.setJsonEntity(
        "{\"query\":{\"hamming\":{\"phash\":{\"code\":\"" + last + "\",\"max_distance\":0}}}}");
    Map<?, ?> hits = (Map<?, ?>) entityAsMap(client().performRequest(search)).get("hits");
    Map<?, ?> hit = (Map<?, ?>) ((List<?>) hits.get("hits")).getFirst();
    assertEquals("p" + (COUNT - 1), hit.get("_id"));
    Map<?, ?> count = entityAsMap(client().performRequest(new Request("GET", "/photos/_count")));
    assertEquals(COUNT - 1, count.get("count"));
    assertEquals(COUNT - 1, run(jar, file, 1).get("indexed").getAsInt());
    count = entityAsMap(client().performRequest(new Request("GET", "/photos/_count")));
    assertEquals("a second run replaces", COUNT - 1, count.get("count"));
  }

  private static JsonObject run(Path jar, Path file, int exit)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", jar.toString(), "import", "--json", "--create"));
    command.addAll(List.of("--url", "http://" + TestNode.address(), "--in", file.toString()));
    command.addAll(List.of("--index", "photos", "--field", "phash", "--id", "photo"));
    Path errors = file.resolveSibling("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(out + Files.readString(errors), exit, process.waitFor());
    return JsonParser.parseString(out).getAsJsonObject();
  }
}
