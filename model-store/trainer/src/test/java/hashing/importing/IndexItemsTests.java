package hashing.importing;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hashing.train.Progress;
import hashing.train.data.DataDivision;
import hashing.train.data.DataSet;
import hashing.train.data.UserItems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

public class IndexItemsTests {

  private static final UserItems.Fields FIELDS = new UserItems.Fields("v", "label");
  private static final int PAGES = 3;
  private static final int PAGE = 40;

  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private int pages;
  private int failed;

  @Before
  public void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @After
  public void stop() {
    server.stop(0);
  }

  /** Three pages of documents, then an empty one. */
  private synchronized void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    StringBuilder hits = new StringBuilder();
    for (int i = 0; pages < PAGES && i < PAGE; i++) {
      int number = pages * PAGE + i;
      hits.append(i == 0 ? "" : ",")
          .append("{\"_index\":\"i\",\"_id\":\"%03d\",".formatted(999 - number))
          .append("\"_source\":{\"v\":[%d,0],\"label\":\"l%d\"}}".formatted(number, number % 2));
    }
    pages++;
    String answer =
        "{\"_scroll_id\":\"s%d\",\"_shards\":{\"failed\":%d},\"hits\":{\"total\":{\"value\":120},\"hits\":[%s]}}"
            .formatted(pages, failed, hits);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    boolean missing = exchange.getRequestURI().getPath().startsWith("/missing");
    exchange.sendResponseHeaders(missing ? 404 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private UserItems read(String index) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Connection connection = new Connection(uri, null, null, false, false)) {
      return IndexItems.read(connection, index, FIELDS, Progress.NONE);
    }
  }

  @Test
  public void testAllPagesInTheOrderOfIds() throws IOException {
    UserItems items = read("i");
    assertEquals(PAGES * PAGE, items.size());
    DataDivision division = items.division(DataSet.Asked.TEST, Progress.NONE);
    for (int row = 0; row < division.held().size(); row++) {
      float number = division.held().rows()[row][0];
      assertEquals(PAGES * PAGE - 1 - number, division.held().origins()[row], 0);
      assertEquals((int) number % 2, division.held().labels()[row]);
    }
    assertEquals(PAGES + 2, requests.size());
    assertTrue(requests.get(0), requests.get(0).startsWith("POST /i/_search?scroll=5m"));
    String first = requests.get(0).substring(requests.get(0).indexOf('{'));
    assertEquals(
        "[\"v\",\"label\"]",
        JsonParser.parseString(first).getAsJsonObject().get("_source").toString());
    assertTrue(requests.get(2), requests.get(2).contains("\"scroll_id\":\"s2\""));
    assertTrue(
        requests.getLast(), requests.getLast().startsWith("DELETE /_search/scroll {\"scroll_id\""));
  }

  @Test
  public void testWhatTheClusterRefuses() {
    IOException refusal = assertThrows(IOException.class, () -> read("missing"));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains("answers 404"));
    failed = 1;
    IOException partly = assertThrows(IOException.class, () -> read("i"));
    assertTrue(partly.getMessage(), partly.getMessage().contains("every shard"));
  }
}
