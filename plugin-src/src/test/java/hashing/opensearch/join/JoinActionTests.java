package hashing.opensearch.join;

import static org.hamcrest.Matchers.containsString;

import hashing.opensearch.HashingPlugin;
import hashing.opensearch.radius.RadiusActionTests.HidingPlugin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.XContentType;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.common.breaker.CircuitBreakingException;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.index.query.QueryBuilders;
import org.opensearch.plugins.Plugin;
import org.opensearch.tasks.TaskInfo;
import org.opensearch.test.OpenSearchSingleNodeTestCase;

/** What a join refuses, cuts, hides and gives back. */
public class JoinActionTests extends OpenSearchSingleNodeTestCase {
  private final Random codes = new Random(randomLong());

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class, HidingPlugin.class);
  }

  private void create(String index, int shards) {
    client()
        .admin()
        .indices()
        .prepareCreate(index)
        .setSettings(Settings.builder().put("index.number_of_shards", shards))
        .setMapping("code", "type=binary_code,bits=64", "shop", "type=keyword")
        .get();
  }

  private String code() {
    byte[] code = new byte[8];
    codes.nextBytes(code);
    return HexFormat.of().formatHex(code);
  }

  private void add(String index, List<String> hexCodes, String shop) {
    BulkRequestBuilder bulk = client().prepareBulk();
    for (String code : hexCodes) {
      bulk.add(client().prepareIndex(index).setSource(Map.of("code", code, "shop", shop)));
    }
    assertFalse(bulk.get().hasFailures());
    client().admin().indices().prepareRefresh(index).get();
  }

  private JoinRequest request(String index, String body) throws IOException {
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            getInstanceFromNode(NamedXContentRegistry.class),
            DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
            body.replace('\'', '"'))) {
      return JoinBody.read(new String[] {index}, parser);
    }
  }

  private JoinResponse join(String index, String body) throws IOException {
    return client().execute(JoinAction.INSTANCE, request(index, body)).actionGet();
  }

  private static Map<String, Object> json(JoinResponse response) throws IOException {
    return XContentHelper.convertToMap(
            BytesReference.bytes(
                response.toXContent(JsonXContent.contentBuilder(), ToXContent.EMPTY_PARAMS)),
            true,
            XContentType.JSON)
        .v2();
  }

  private static List<Map<String, Object>> lines(JoinResponse response) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (String line : response.page().utf8ToString().split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(XContentHelper.convertToMap(JsonXContent.jsonXContent, line, true));
      }
    }
    return lines;
  }

  private CircuitBreaker breaker() {
    return getInstanceFromNode(CircuitBreakerService.class).getBreaker(CircuitBreaker.REQUEST);
  }

  private void assertRefused(String message, String index, String body) {
    Exception refused = expectThrows(Exception.class, () -> join(index, body));
    assertEquals(message, RestStatus.BAD_REQUEST, ExceptionsHelper.status(refused));
    assertThat(ExceptionsHelper.unwrapCause(refused).getMessage(), containsString(message));
  }

  public void testRefusals() {
    create("one", 2);
    add("one", List.of(code()), "x");
    create("full", 1);
    add("full", List.of(code()), "x");
    client()
        .admin()
        .indices()
        .prepareCreate("short")
        .setMapping("code", "type=binary_code,bits=32")
        .get();
    client()
        .admin()
        .indices()
        .prepareCreate("nested")
        .setMapping(
            "{\"properties\":{\"views\":{\"type\":\"nested\",\"properties\":{\"code\":"
                + "{\"type\":\"binary_code\",\"bits\":64}}}}}")
        .get();
    assertRefused("[field] is missing", "one", "{'radius':3}");
    assertRefused("takes a body, found none; allowed are [as, destination, ", "one", "");
    assertRefused("takes no [radus] in the body; allowed are [as, ", "one", "{'radus':3}");
    assertRefused("exactly one of [radius] and [k]", "one", "{'field':'code'}");
    assertRefused("found both", "one", "{'field':'code','radius':1,'k':2}");
    assertRefused(
        "takes an integer from [0] to [16384] as [radius], found [-1]",
        "one",
        "{'field':'code','radius':-1}");
    assertRefused(
        "as [radius], found the string [three]", "one", "{'field':'code','radius':'three'}");
    assertRefused("as [k], found [1.5]", "one", "{'field':'code','k':1.5}");
    assertRefused("from [1] to [1000] as [k], found [1001]", "one", "{'field':'code','k':1001}");
    assertRefused(
        "takes [pairs] or [groups] as [as], found [edges]",
        "one",
        "{'field':'code','radius':1,'as':'edges'}");
    assertRefused("takes [radius] and no [k]", "one", "{'field':'code','k':1,'as':'groups'}");
    assertRefused(
        "takes no [max_pairs]", "one", "{'field':'code','radius':1,'as':'groups','max_pairs':5}");
    assertRefused("takes a query as [filter]", "one", "{'field':'code','radius':1,'filter':'x'}");
    assertRefused(
        "takes an object as [destination], found the string [out]",
        "one",
        "{'field':'code','radius':1,'destination':'out'}");
    assertRefused("takes an [index]", "one", "{'field':'code','radius':1,'destination':{}}");
    assertRefused("[with] has no [index]", "one", "{'field':'code','radius':1,'with':{}}");
    assertRefused(
        "takes a time from [1s] to [1h] as [keep_alive], found [2h]",
        "one",
        "{'field':'code','radius':1,'keep_alive':'2h'}");
    assertRefused(
        "field [shop] of index [one] has type [keyword], allowed is a field of type [binary_code]",
        "one",
        "{'field':'shop','radius':1}");
    assertRefused("field [cod] of index [one] is not mapped", "one", "{'field':'cod','k':1}");
    assertRefused(
        "field [views.code] of index [nested] lies in [nested] objects [views]",
        "nested",
        "{'field':'views.code','k':1}");
    assertRefused(
        "[radius] takes 0 to the codes' 64 bits, found 65", "one", "{'field':'code','radius':65}");
    assertRefused(
        "the codes have 64 bits in index [one] and 32 in [short]",
        "one",
        "{'field':'code','radius':1,'with':{'index':'short'}}");
    assertRefused(
        "[destination] [one] is one of the joined indices",
        "one",
        "{'field':'code','radius':1,'destination':{'index':'one'}}");
    assertRefused(
        "[destination] [full] has 1 documents, allowed is an index that is not there or empty",
        "one",
        "{'field':'code','radius':1,'destination':{'index':'full'}}");
    Exception missing = expectThrows(Exception.class, () -> join("none", "{'field':'code','k':1}"));
    assertEquals(RestStatus.NOT_FOUND, ExceptionsHelper.status(missing));
    assertEquals(0, breaker().getUsed());
  }

  /** Ten codes hold nine tenths of the documents: pairs are counted, not made. */
  public void testDominantCodes() throws IOException {
    create("skew", 3);
    List<String> dominant = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      dominant.add(code());
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 1800; i++) {
      all.add(dominant.get(i % 10));
    }
    for (int i = 0; i < 200; i++) {
      all.add(code());
    }
    add("skew", all, "x");
    Map<String, Object> report =
        json(
            join(
                "skew",
                "{'field':'code','radius':2,'max_pairs':1000,'destination':{'index':'out'}}"));
    Map<?, ?> pairs = (Map<?, ?>) report.get("pairs");
    long expected = 10L * 180 * 179 / 2;
    assertEquals((int) expected, pairs.get("found"));
    assertEquals(1000, pairs.get("written"));
    assertEquals((int) expected - 1000, pairs.get("cut"));
    assertThat(pairs.get("reason").toString(), containsString("[max_pairs] cut 160100 of 161100"));
    assertEquals(1001, count("out"));
    report =
        json(
            join(
                "skew",
                "{'field':'code','radius':2,'as':'groups','destination':{'index':'groups'}}"));
    assertEquals(Map.of("count", 10, "documents", 1800, "largest", 180), report.get("groups"));
    assertEquals(1801, count("groups"));
  }

  /** All documents have one code. */
  public void testOneCode() throws IOException {
    create("equal", 2);
    String code = code();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      all.add(code);
    }
    add("equal", all, "x");
    JoinResponse response = join("equal", "{'field':'code','radius':64,'max_pairs':7,'size':100}");
    List<Map<String, Object>> lines = lines(response);
    assertEquals(8, lines.size());
    Map<?, ?> pairs = (Map<?, ?>) lines.getLast().get("pairs");
    assertEquals(3000 * 2999 / 2, pairs.get("found"));
    List<Map<String, Object>> graph = lines(join("equal", "{'field':'code','k':3,'size':10000}"));
    assertEquals(3001, graph.size());
    for (Map<String, Object> row : graph.subList(0, 3000)) {
      List<?> neighbors = (List<?>) row.get("neighbors");
      assertEquals(3, neighbors.size());
      Map<?, ?> document = (Map<?, ?>) row.get("document");
      neighbors.forEach(n -> assertNotEquals(document.get("id"), ((Map<?, ?>) n).get("id")));
    }
    Map<String, Object> report =
        json(
            join(
                "equal",
                "{'field':'code','radius':0,'as':'groups','destination':{'index':'out'}}"));
    assertEquals(Map.of("count", 1, "documents", 3000, "largest", 3000), report.get("groups"));
  }

  private long count(String index) {
    return client()
        .prepareSearch(index)
        .setTrackTotalHits(true)
        .setSize(0)
        .get()
        .getHits()
        .getTotalHits()
        .value();
  }

  /** Hidden documents are copies of the visible ones, so that any that is seen shows. */
  public void testHiddenDocumentsAreNotJoined() throws IOException {
    create("hiding", 2);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(code());
    }
    add("hiding", all, "x");
    add("hiding", all, "hidden");
    List<Map<String, Object>> lines = lines(join("hiding", "{'field':'code','radius':0}"));
    assertEquals(1, lines.size());
    assertEquals(50, lines.getFirst().get("documents"));
    assertEquals(51, lines(join("hiding", "{'field':'code','k':1}")).size());
  }

  public void testFilterOfAnAlias() throws IOException {
    create("all", 2);
    String code = code();
    add("all", List.of(code, code, code), "x");
    add("all", List.of(code, code), "y");
    client()
        .admin()
        .indices()
        .prepareAliases()
        .addAlias("all", "some", QueryBuilders.termQuery("shop", "x"))
        .get();
    List<Map<String, Object>> lines = lines(join("some", "{'field':'code','radius':0}"));
    assertEquals(4, lines.size());
    lines = lines(join("some", "{'field':'code','radius':0,'with':{'index':'all'}}"));
    assertEquals(3 * 5 + 1, lines.size());
  }

  public void testPages() throws IOException {
    create("one", 2);
    String code = code();
    add("one", List.of(code, code, code, code, code), "x");
    JoinResponse response = join("one", "{'field':'code','radius':0,'size':4}");
    Set<Object> seen = new HashSet<>();
    int pages = 1;
    while (true) {
      List<Map<String, Object>> lines = lines(response);
      Map<String, Object> last = lines.removeLast();
      for (Map<String, Object> line : lines) {
        assertTrue(seen.add(Set.of(line.get("left"), line.get("right"))));
      }
      if ((boolean) last.get("complete")) {
        assertEquals(10, last.get("rows"));
        break;
      }
      assertEquals(4, lines.size());
      PageRequest next = new PageRequest((String) last.get("cursor"), false);
      response = client().execute(PageAction.INSTANCE, next).actionGet();
      pages++;
    }
    assertEquals(10, seen.size());
    assertEquals(3, pages);
  }

  public void testCancelledJoinGivesAllBack() throws Exception {
    create("one", 3);
    String code = code();
    add("one", List.of(code, code, code, code, code), "x");
    JoinResponse response = join("one", "{'field':'code','radius':0,'size':1}");
    String cursor = (String) lines(response).getLast().get("cursor");
    assertNotEquals(0, breaker().getUsed());
    TaskInfo task =
        client()
            .admin()
            .cluster()
            .prepareListTasks()
            .setActions(JoinAction.NAME + "*")
            .setDetailed(true)
            .get()
            .getTasks()
            .stream()
            .filter(one -> one.getStatus() instanceof JoinStatus) // else of a part of the join
            .findFirst()
            .orElseThrow();
    JoinStatus status = (JoinStatus) task.getStatus();
    assertEquals("matching", status.phase());
    assertTrue(status.toString(), status.pairsFound() > 0 && status.pairsFound() <= 10);
    long start = System.nanoTime();
    client().admin().cluster().prepareCancelTasks().setTaskId(task.getTaskId()).get();
    assertBusy(() -> assertEquals(0, breaker().getUsed()));
    assertTrue((System.nanoTime() - start) / 1_000_000 + " ms", System.nanoTime() - start < 1e9);
    Exception gone =
        expectThrows(
            Exception.class,
            () ->
                client().execute(PageAction.INSTANCE, new PageRequest(cursor, false)).actionGet());
    assertTrue(
        gone.toString(),
        ExceptionsHelper.status(gone) == RestStatus.NOT_FOUND
            || ExceptionsHelper.unwrap(gone, TaskCancelledException.class) != null);
  }

  public void testBreaker() throws Exception {
    create("one", 2);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(code());
    }
    add("one", all, "x");
    limit("4kb");
    try {
      for (String body :
          List.of(
              "{'field':'code','radius':3,'destination':{'index':'out'}}",
              "{'field':'code','radius':3,'as':'groups'}",
              "{'field':'code','k':3}")) {
        Exception refused = expectThrows(Exception.class, () -> join("one", body));
        assertTrue(
            refused.toString(),
            ExceptionsHelper.unwrapCause(refused) instanceof CircuitBreakingException);
        assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused));
      }
    } finally {
      limit(null);
    }
    assertBusy(() -> assertEquals(0, breaker().getUsed()));
    assertEquals(
        500, json(join("one", "{'field':'code','k':1,'destination':{'index':'out'}}")).get("rows"));
  }

  private void limit(String limit) {
    client()
        .admin()
        .cluster()
        .prepareUpdateSettings()
        .setTransientSettings(Settings.builder().put("indices.breaker.request.limit", limit))
        .get();
  }

  /** A row that cannot be written leaves the destination incomplete. */
  public void testFailedWriteIsNotTakenForWhole() throws IOException {
    create("one", 1);
    String code = code();
    add("one", List.of(code, code), "x");
    client()
        .admin()
        .indices()
        .prepareCreate("out")
        .setMapping(
            "{\"dynamic\":\"strict\",\"properties\":{\"run\":{\"type\":\"keyword\"},"
                + "\"status\":{\"type\":\"object\",\"enabled\":false}}}")
        .get();
    Exception failed =
        expectThrows(
            Exception.class,
            () -> join("one", "{'field':'code','radius':0,'destination':{'index':'out'}}"));
    assertEquals(RestStatus.BAD_REQUEST, ExceptionsHelper.status(failed));
    Map<?, ?> status =
        (Map<?, ?>) client().prepareGet("out", "status").get().getSource().get("status");
    assertEquals(false, status.get("complete"));
    assertThat(status.get("error").toString(), containsString("strict"));
    assertEquals(0, breaker().getUsed());
  }
}
