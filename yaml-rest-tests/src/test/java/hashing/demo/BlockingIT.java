package hashing.demo;

import hashing.node.Cluster;
import hashing.node.TestNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.opensearch.test.rest.OpenSearchRestTestCase;

/**
 * The documentation's recipe of blocking for entity resolution, on lists whose matches are known:
 * candidates by a join of SimHash codes, and beside them by a text search.
 */
public class BlockingIT extends OpenSearchRestTestCase {
  private static final Path AIRPORTS = Path.of("src/test/data/airports");

  /** The complete lists may lie elsewhere. */
  private static final Path PACKAGES =
      Path.of(System.getProperty("hashing.recipe.packages", "src/test/data/debian-packages"));

  private Cluster cluster;

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    cluster = new Cluster(URI.create("http://" + TestNode.address()));
  }

  @Override
  public void tearDown() throws Exception {
    cluster.send("DELETE", "/_ingest/pipeline/*", null);
    cluster.close();
    super.tearDown();
  }

  private static List<String[]> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(line -> line.split("\t", -1)).toList();
  }

  private static Map<String, String> texts(List<String[]> lines, int column) {
    Map<String, String> texts = new TreeMap<>();
    lines.forEach(line -> texts.put(line[0], line[column]));
    return texts;
  }

  private static void print(String what, long matches, Blocking.Candidates... ways) {
    System.out.println(what + ", " + matches + " matches: " + List.of(ways));
  }

  public void testAirports() throws IOException, InterruptedException {
    Map<String, String> vega = texts(read(AIRPORTS.resolve("vega.tsv")), 1);
    List<String[]> lines = read(AIRPORTS.resolve("ourairports.tsv"));
    Map<String, String> ours = texts(lines, 2);
    Map<String, String> truth = texts(lines, 1);
    long matches = truth.values().stream().filter(key -> !key.isEmpty()).count();
    TextIndex left = TextIndex.of(cluster, "ours", ours);
    TextIndex right = TextIndex.of(cluster, "vega", vega);
    Blocking blocking = new Blocking(cluster, left, right, ours, (a, b) -> truth.get(a).equals(b));
    Blocking.Candidates ten = blocking.byCodes("\"k\": 10");
    Blocking.Candidates fifty = blocking.byCodes("\"k\": 50");
    Blocking.Candidates words = blocking.byWords(10);
    print("airports", matches, ten, fifty, words);
    assertEquals(738, matches);
    assertEquals(10 * ours.size(), ten.candidates());
    assertTrue(ten.toString(), ten.met() > 0.8 * matches);
    assertTrue(fifty.toString(), fifty.met() > ten.met());
    assertTrue(words.toString(), words.met() > fifty.met());
  }

  /** Within one list: which packages were made from one source? */
  public void testPackagesOfOneSource() throws IOException, InterruptedException {
    List<String[]> lines = read(PACKAGES.resolve("bookworm-sources.tsv"));
    Map<String, String> texts = texts(lines, 2);
    Map<String, String> sources = texts(lines, 1);
    Map<String, Integer> sizes = new HashMap<>();
    sources.values().forEach(source -> sizes.merge(source, 1, Integer::sum));
    long matches = sizes.values().stream().mapToLong(size -> size * (size - 1L) / 2).sum();
    TextIndex index = TextIndex.of(cluster, "packages", texts);
    Blocking blocking =
        new Blocking(cluster, index, index, texts, (a, b) -> sources.get(a).equals(sources.get(b)));
    Blocking.Candidates near = blocking.byCodes("\"radius\": 8");
    Blocking.Candidates ten = blocking.byCodes("\"k\": 10");
    Blocking.Candidates words = blocking.byWords(10);
    print(texts.size() + " packages of one source", matches, near, ten, words);
    assertTrue(near.toString(), near.met() > 0.5 * near.candidates());
    assertTrue(ten.toString(), ten.met() > 0.3 * matches);
    assertTrue(words.toString(), words.met() > ten.met());
  }

  /** Two lists: which package is which, where its description was changed? */
  public void testPackagesOfTwoReleases() throws IOException, InterruptedException {
    Map<String, String> changed = texts(read(PACKAGES.resolve("bookworm-changed.tsv")), 1);
    Map<String, String> next = texts(read(PACKAGES.resolve("trixie.tsv")), 1);
    TextIndex left = TextIndex.of(cluster, "bookworm", changed);
    TextIndex right = TextIndex.of(cluster, "trixie", next);
    Blocking blocking = new Blocking(cluster, left, right, changed, String::equals);
    Blocking.Candidates near = blocking.byCodes("\"radius\": 12");
    Blocking.Candidates ten = blocking.byCodes("\"k\": 10");
    Blocking.Candidates words = blocking.byWords(10);
    print("packages of two releases of " + next.size(), changed.size(), near, ten, words);
    assertEquals(10L * changed.size(), ten.candidates());
    assertTrue(ten.toString(), ten.met() > 0.5 * changed.size());
    assertTrue(words.toString(), words.met() > ten.met());
  }
}
