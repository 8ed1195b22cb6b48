package hashing.opensearch.join;

import hashing.opensearch.HashingPlugin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.ExceptionsHelper;
import org.opensearch.action.bulk.BulkRequestBuilder;
import org.opensearch.common.action.ActionFuture;
import org.opensearch.common.settings.Settings;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.common.breaker.CircuitBreaker;
import org.opensearch.core.indices.breaker.CircuitBreakerService;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.xcontent.DeprecationHandler;
import org.opensearch.core.xcontent.NamedXContentRegistry;
import org.opensearch.core.xcontent.XContentParser;
import org.opensearch.plugins.Plugin;
import org.opensearch.test.OpenSearchSingleNodeTestCase;
import org.opensearch.threadpool.ThreadPool;

/** Joins whose rows are fetched page by page: how long they wait, for whom, and how many may. */
public class JoinPagesTests extends OpenSearchSingleNodeTestCase {
  private static final int JOINS = 2;

  @Override
  protected Collection<Class<? extends Plugin>> getPlugins() {
    return List.of(HashingPlugin.class);
  }

  @Override
  protected Settings nodeSettings() {
    return Settings.builder()
        .put(super.nodeSettings())
        .put("plugins.hashing.join.size", JOINS)
        .put("plugins.hashing.join.queue_size", 1)
        .build();
  }

  @Override
  public void setUp() throws Exception {
    super.setUp();
    client()
        .admin()
        .indices()
        .prepareCreate("equal")
        .setMapping("code", "type=binary_code,bits=64")
        .get();
    BulkRequestBuilder bulk = client().prepareBulk();
    for (int i = 0; i < 5; i++) {
      bulk.add(client().prepareIndex("equal").setSource(Map.of("code", "0123456789abcdef")));
    }
    assertFalse(bulk.get().hasFailures());
    client().admin().indices().prepareRefresh("equal").get();
  }

  private ActionFuture<JoinResponse> join(String more) throws IOException {
    String body = "{\"field\":\"code\",\"radius\":0," + more + "}";
    try (XContentParser parser =
        JsonXContent.jsonXContent.createParser(
            getInstanceFromNode(NamedXContentRegistry.class),
            DeprecationHandler.THROW_UNSUPPORTED_OPERATION,
            body)) {
      JoinRequest request = JoinBody.read(new String[] {"equal"}, parser);
      return client().execute(JoinAction.INSTANCE, request);
    }
  }

  private ActionFuture<JoinResponse> page(String cursor, boolean end) {
    return client().execute(PageAction.INSTANCE, new PageRequest(cursor, end));
  }

  private static String cursor(JoinResponse page) {
    String last = page.page().utf8ToString().lines().toList().getLast();
    assertTrue(last, last.contains("\"cursor\""));
    return last.replaceFirst(".*\"cursor\":\"([^\"]+)\".*", "$1");
  }

  private void assertGone(String cursor, boolean end) {
    Exception gone = expectThrows(Exception.class, () -> page(cursor, end).actionGet());
    assertEquals(gone.toString(), RestStatus.NOT_FOUND, ExceptionsHelper.status(gone));
  }

  private void assertNothingIsKept() throws Exception {
    CircuitBreaker breaker =
        getInstanceFromNode(CircuitBreakerService.class).getBreaker(CircuitBreaker.REQUEST);
    assertBusy(() -> {
      assertEquals(0, breaker.getUsed());
      assertEquals(
          List.of(),
          client()
              .admin()
              .cluster()
              .prepareListTasks()
              .setActions(JoinAction.NAME + "*")
              .get()
              .getTasks());
    });
  }

  public void testEndsAfterKeepAlive() throws Exception {
    String cursor = cursor(join("\"size\":1,\"keep_alive\":\"1s\"").actionGet());
    long start = System.nanoTime();
    assertNothingIsKept();
    long millis = (System.nanoTime() - start) / 1_000_000;
    assertTrue(millis + " ms", millis > 500);
    assertGone(cursor, false);
    assertGone(cursor, true);
  }

  public void testLivesWhileItsPagesAreFetched() throws Exception {
    JoinResponse page = join("\"size\":1,\"keep_alive\":\"1s\"").actionGet();
    int rows = 1;
    for (; !page.page().utf8ToString().contains("\"complete\":true"); rows++) {
      Thread.sleep(200); // 2 s in all
      page = page(cursor(page), false).actionGet();
    }
    assertTrue(rows + " pages", rows == 10 || rows == 11);
    assertNothingIsKept();
  }

  public void testCursorIsItsOwners() throws Exception {
    ThreadContext context = getInstanceFromNode(ThreadPool.class).getThreadContext();
    String cursor;
    try (ThreadContext.StoredContext _ = context.stashContext()) {
      context.putTransient("_opendistro_security_user_info", "alice|reader|");
      cursor = cursor(join("\"size\":4").actionGet());
    }
    assertGone(cursor, false);
    assertGone(cursor, true);
    try (ThreadContext.StoredContext _ = context.stashContext()) {
      context.putTransient("_opendistro_security_user_info", "bob|reader|");
      assertGone(cursor, false);
      assertGone(cursor, true);
    }
    try (ThreadContext.StoredContext _ = context.stashContext()) {
      context.putTransient("_opendistro_security_user_info", "alice|other|");
      assertEquals(cursor, cursor(page(cursor, false).actionGet()));
      page(cursor, true).actionGet();
    }
    assertNothingIsKept();
  }

  public void testWhereAllThreadsAreTaken() throws Exception {
    List<String> cursors = new ArrayList<>();
    for (int i = 0; i < JOINS; i++) {
      cursors.add(cursor(join("\"size\":1").actionGet()));
    }
    ActionFuture<JoinResponse> waiting = join("\"size\":1");
    for (String more : List.of("\"size\":1", "\"destination\":{\"index\":\"out\"}")) {
      Exception refused = expectThrows(Exception.class, () -> join(more).actionGet());
      assertEquals(RestStatus.TOO_MANY_REQUESTS, ExceptionsHelper.status(refused));
      String message = ExceptionsHelper.unwrapCause(refused).getMessage();
      assertTrue(message, message.contains("[plugins.hashing.join.size]"));
    }
    assertFalse(waiting.isDone());
    page(cursors.removeLast(), true).actionGet();
    cursors.add(cursor(waiting.actionGet(TimeValue.timeValueSeconds(20))));
    for (String cursor : cursors) {
      page(cursor, true).actionGet();
    }
    assertNothingIsKept();
  }
}
