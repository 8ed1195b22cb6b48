package hashing.opensearch.join;

import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;
import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertHitCount;

import hashing.opensearch.HashingPlugin;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.opensearch.action.NoShardAvailableActionException;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.get.GetResponse;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.InternalTestCluster;
import org.opensearch.test.OpenSearchIntegTestCase;

/** Nodes that go while a join runs: nothing half-written is taken for whole, nothing is kept. */
@OpenSearchIntegTestCase.ClusterScope(
    scope = OpenSearchIntegTestCase.Scope.TEST,
    numDataNodes = 0,
    supportsDedicatedMasters = false)
public class JoinRestartIT extends OpenSearchIntegTestCase {
  private static final int DOCUMENTS = 4000;

  @Override
  protected Collection<Class<? extends Plugin>> nodePlugins() {
    return List.of(HashingPlugin.class);
  }

  /** One shard on each of two nodes, so that a join reads from both; neither leads the cluster. */
  private void index() {
    internalCluster().startClusterManagerOnlyNode();
    internalCluster().startDataOnlyNodes(2);
    assertAcked(
        prepareCreate("codes")
            .setSettings(
                Settings.builder()
                    .put("index.number_of_shards", 2)
                    .put("index.number_of_replicas", 0)
                    .put("index.routing.allocation.total_shards_per_node", 1))
            .setMapping("code", "type=binary_code,bits=64"));
    ensureGreen("codes");
    Random random = new Random(randomLong());
    BulkRequestBuilder bulk = client().prepareBulk();
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] code = new byte[8];
      random.nextBytes(code);
      bulk.add(
          client().prepareIndex("codes").setSource(Map.of("code", HexFormat.of().formatHex(code))));
    }
    assertFalse(bulk.get().hasFailures());
    refresh("codes");
  }

  private JoinRequest request(String body) throws IOException {
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            xContentRegistry(),
            DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
            body.replace('\'', '"'))) {
      return JoinBody.read(new String[] {"codes"}, parser);
    }
  }

  private static long used() {
    long used = 0;
    for (CircuitBreakerService breakers :
        internalCluster().getInstances(CircuitBreakerService.class)) {
      used += breakers.getBreaker(CircuitBreaker.REQUEST).getUsed();
    }
    return used;
  }

  /** The status that a join left, or has begun with; waits until its shard can be read. */
  private static Map<?, ?> status() throws Exception {
    AtomicReference<GetResponse> found = new AtomicReference<>();
    assertBusy(() -> {
      try {
        found.set(client().prepareGet("out", "status").get());
      } catch (NoShardAvailableActionException e) {
        throw new AssertionError(e);
      }
      assertTrue(found.get().isExists());
    });
    return (Map<?, ?>) found.get().getSource().get("status");
  }

  /** The node that runs the join goes: with it the join, in whatever it was. */
  public void testRunnerRestarts() throws Exception {
    assertRestart(true);
  }

  /** A node that the join reads from goes. */
  public void testOtherNodeRestarts() throws Exception {
    assertRestart(false);
  }

  private void assertRestart(boolean own) throws Exception {
    index();
    String[] nodes = internalCluster().getDataNodeNames().toArray(String[]::new);
    String runner = nodes[0];
    // One whose first page waits to be fetched, and one that writes, with much to write.
    JoinResponse first =
        client(runner)
            .execute(JoinAction.INSTANCE, request("{'field':'code','k':20,'size':1}"))
            .actionGet();
    String last = first.page().utf8ToString().lines().toList().getLast();
    assertTrue(last, last.contains("\"complete\":false"));
    assertNotEquals(0, used());
    String body = "{'field':'code','k':500,'destination':{'index':'out'}}";
    ActionFuture<JoinResponse> written = client(runner).execute(JoinAction.INSTANCE, request(body));
    assertBusy(() -> assertTrue(indexExists("out")));
    ensureYellow("out");
    assertEquals(false, status().get("complete"));
    assertFalse("too small to be met while it runs", written.isDone());

    internalCluster()
        .restartNode(own ? runner : nodes[1], new InternalTestCluster.RestartCallback());

    expectThrows(Exception.class, () -> written.actionGet(TimeValue.timeValueSeconds(90)));
    ensureGreen("codes");
    ensureYellow("out"); // a replica may wait a minute for its node
    assertEquals(false, status().get("complete"));
    assertBusy(() -> {
      // The first one too: its node, or one of its shards' readers, is gone.
      if (own) {
        assertEquals(0, used());
      }
      assertEquals(
          List.of(),
          client()
              .admin()
              .cluster()
              .prepareListTasks()
              .setActions(JoinAction.NAME, JoinAction.NAME + "[match]")
              .get()
              .getTasks());
    });
    IllegalArgumentException refused =
        expectThrows(
            IllegalArgumentException.class,
            () -> client().execute(JoinAction.INSTANCE, request(body)).actionGet());
    assertTrue(refused.getMessage(), refused.getMessage().contains("delete it"));
    assertAcked(client().admin().indices().prepareDelete("out"));
    String again = "{'field':'code','k':2,'destination':{'index':'out'}}";
    client().execute(JoinAction.INSTANCE, request(again)).actionGet();
    assertEquals(true, status().get("complete"));
    assertHitCount(
        client().prepareSearch("out").setSize(0).setTrackTotalHits(true).get(), DOCUMENTS + 1);
    if (!own) {
      endPaged(runner, first);
    }
    assertBusy(() -> assertEquals(0, used()));
  }

  /** Ends the join whose page nobody has fetched; the next page would only tell of its failure. */
  private static void endPaged(String runner, JoinResponse first) {
    String line = first.page().utf8ToString().lines().toList().getLast();
    String cursor = line.replaceFirst(".*\"cursor\":\"([^\"]+)\".*", "$1");
    client(runner).execute(PageAction.INSTANCE, new PageRequest(cursor, true)).actionGet();
  }
}
