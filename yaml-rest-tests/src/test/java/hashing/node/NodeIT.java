package hashing.node;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.opensearch.client.Request;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/** What the plugin's zip holds, and what the node that has it installed says of it. */
public class NodeIT extends OpenSearchRestTestCase {

  /** Trainer's libraries, and what the distribution has itself. */
  private static final List<String> BANNED =
      List.of(
          "pytorch",
          "torch",
          "tribuo",
          "ejml",
          "protobuf",
          "picocli",
          "progressbar",
          "jna-",
          "lucene-",
          "log4j-",
          "plugin-security.policy");

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  public void testZipHoldsOnlyWhatTheNodeNeeds() throws IOException {
    List<String> names = entries(Path.of(System.getProperty("hashing.plugin.zip")));
    assertThat(names, hasItem("plugin-descriptor.properties"));
    assertThat(names, hasItem(startsWith("opensearch-hashing-")));
    assertThat(names, hasItem(startsWith("hashing-runtime-")));
    for (String name : names) {
      for (String banned : BANNED) {
        assertThat(name.toLowerCase(Locale.ROOT), not(containsString(banned)));
      }
    }
  }

  public void testNoClassOfATrainersLibraryHidesInAJar() throws IOException {
    Path installed =
        Path.of(System.getProperty("hashing.node.home"), "plugins", "opensearch-hashing");
    int jars = 0;
    try (var files = Files.list(installed)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jar")).toList()) {
        jars++;
        for (String name : entries(file)) {
          assertThat(name, not(startsWith("ai/djl/pytorch/")));
          assertThat(name, not(startsWith("hashing/train/")));
          assertThat(name, not(startsWith("hashing/method/")));
        }
      }
    }
    assertTrue("found " + jars + " jars", jars >= 2);
  }

  public void testNodeListsThePlugin() throws IOException {
    Map<?, ?> answer = entityAsMap(client().performRequest(new Request("GET", "/_nodes/plugins")));
    Map<?, ?> node = (Map<?, ?>) ((Map<?, ?>) answer.get("nodes")).values().iterator().next();
    Map<?, ?> plugin = null;
    for (Object listed : (List<?>) node.get("plugins")) {
      if ("opensearch-hashing".equals(((Map<?, ?>) listed).get("name"))) {
        plugin = (Map<?, ?>) listed;
      }
    }
    assertNotNull(String.valueOf(node.get("plugins")), plugin);
    assertEquals("hashing.opensearch.HashingPlugin", plugin.get("classname"));
    assertEquals("25", plugin.get("java_version"));
    assertEquals(false, plugin.get("has_native_controller"));
    assertThat((String) plugin.get("version"), startsWith((String) node.get("version")));
  }

  public void testNodeHadNothingToComplainOf() throws IOException {
    Path properties = Path.of(System.getProperty("hashing.node.properties"));
    List<String> log = Files.readAllLines(properties.resolveSibling("node.log"));
    assertThat(log, hasItem(containsString("loaded plugin [opensearch-hashing]")));
    for (String line : log) {
      assertThat(line, not(containsString("jar hell")));
      assertThat(line, not(containsString("SecurityException")));
      assertThat(line, not(containsString("NoClassDefFoundError")));
    }
  }

  private static List<String> entries(Path zip) throws IOException {
    try (ZipFile file = new ZipFile(zip.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }
}
