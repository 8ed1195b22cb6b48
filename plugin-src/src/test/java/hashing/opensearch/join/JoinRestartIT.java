package hashing.opensearch.join;

import static org.opensearch.test.hamcrest.OpenSearchAssertions.assertAcked;

import hashing.opensearch.HashingPlugin;
import java.io.IOException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.action.get.GetResponse;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Settings;
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
    numDataNodes = 3,
    supportsDedicatedMasters = true)
public class JoinRestartIT extends OpenSearchIntegTestCase {
  private static final int DOCUMENTS = 6000;

  @Override
  protected Collection<Class<? extends Plugin>> nodePlugins() {
    return List.of(HashingPlugin.class);
  }

  private void index() {
    assertAcked(
        prepareCreate("codes")
            .setSettings(
                Settings.builder()
                    .put("index.number_of_shards", 3)
                    .put("index.number_of_replicas", 1))
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

  /** The node that runs the join is restarted, or one that it reads from. */
  public void testRestartedNode() throws Exception {
    index();
    String runner = internalCluster().getDataNodeNames().iterator().next();
    boolean own = randomBoolean();
    String restarted =
        own
            ? runner
            : randomValueOtherThan(runner, () -> randomFrom(internalCluster().getDataNodeNames()));
    // Rows of a page are waited for, so that the join is under way for sure.
    JoinRequest request = request("{'field':'code','k':20,'size':1}");
    JoinResponse first = client(runner).execute(JoinAction.INSTANCE, request).actionGet();
    String line = first.page().utf8ToString().lines().toList().getLast();
    assertTrue(line, line.contains("\"complete\":false"));
    assertNotEquals(0, used());
    ActionFuture<JoinResponse> written =
        client(runner)
            .execute(
                JoinAction.INSTANCE,
                request("{'field':'code','k':200,'destination':{'index':'out'}}"));
    assertBusy(() -> {
      assertTrue(indexExists("out"));
      assertTrue(client().prepareGet("out", "status").get().isExists());
    });
    internalCluster().restartNode(restarted, new InternalTestCluster.RestartCallback());
    if (own) {
      expectThrows(Exception.class, written::actionGet);
    }
    ensureGreen("codes", "out");
    boolean complete;
    try {
      complete = written.actionGet() != null;
    } catch (Exception e) {
      complete = false; // as it has to be
    }
    GetResponse status = client().prepareGet("out", "status").get();
    assertEquals(complete, ((Map<?, ?>) status.getSource().get("status")).get("complete"));
    if (own) {
      assertBusy(() -> assertEquals(0, used()));
    }
  }
}
