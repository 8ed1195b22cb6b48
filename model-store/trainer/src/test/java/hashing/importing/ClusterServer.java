package hashing.importing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Answers what an import asks, from memory, and fails as it is told. Any index name is one. */
final class ClusterServer implements AutoCloseable {

  /** Documents by id, as they were sent. */
  final Map<String, JsonObject> documents = new TreeMap<>();

  /** Method, path and body of all but bulk requests. */
  final List<String> requests = new ArrayList<>();

  /** Status of each of the next bulk requests; 429 with a minus sign: of its first document. */
  final Deque<Integer> failures = new ArrayDeque<>();

  /** Body of the index's definition; null before there is one. */
  JsonObject index;

  String settings = "{\"index.number_of_replicas\":\"1\"}";
  String lastAuthorization;
  int bulkRequests;
  int versions;
  int failEveryFrom = Integer.MAX_VALUE;
  private final HttpServer server;

  ClusterServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    lastAuthorization = exchange.getRequestHeaders().getFirst("Authorization");
    String body = body(exchange);
    if (path.endsWith("/_bulk")) {
      bulk(exchange, body);
      return;
    }
    requests.add(method + " " + path + " " + body);
    if (method.equals("PUT") && !path.contains("_")) {
      index = JsonParser.parseString(body).getAsJsonObject();
      answer(exchange, 200, "{\"acknowledged\":true}");
    } else if (index == null) {
      answer(exchange, 404, "{\"error\":\"no such index\"}");
    } else if (path.endsWith("/_mapping")) {
      answer(exchange, 200, "{\"i\":{\"mappings\":" + index.get("mappings") + "}}");
    } else if (path.endsWith("/_count")) {
      answer(exchange, 200, "{\"count\":" + documents.size() + "}");
    } else if (path.endsWith("/_settings") && method.equals("GET")) {
      answer(exchange, 200, "{\"i\":{\"settings\":" + settings + "}}");
    } else {
      answer(exchange, 200, "{}");
    }
  }

  private void bulk(HttpExchange exchange, String body) throws IOException {
    bulkRequests++;
    Integer failure = bulkRequests >= failEveryFrom ? Integer.valueOf(400) : failures.poll();
    if (failure != null && failure > 0) {
      answer(exchange, failure, "{\"error\":\"told to\"}");
      return;
    }
    JsonArray items = new JsonArray();
    boolean errors = false;
    String[] lines = body.lines().toArray(String[]::new);
    for (int i = 0; i < lines.length; i += 2) {
      JsonObject action = JsonParser.parseString(lines[i]).getAsJsonObject();
      String id = action.getAsJsonObject("index").get("_id").getAsString();
      JsonObject document = JsonParser.parseString(lines[i + 1]).getAsJsonObject();
      boolean busy = failure != null && i == 0;
      boolean refused = document.toString().contains("refuse me");
      errors |= busy || refused;
      String item = "{\"status\":201}";
      if (busy) {
        item = "{\"status\":429,\"error\":{\"reason\":\"too busy\"}}";
      } else if (refused) {
        item = "{\"status\":400,\"error\":{\"reason\":\"no\",\"caused_by\":{\"reason\":\"why\"}}}";
      } else {
        documents.put(id, document);
        versions++;
      }
      items.add(JsonParser.parseString("{\"index\":" + item + "}"));
    }
    answer(exchange, 200, "{\"errors\":" + errors + ",\"items\":" + items + "}");
  }

  /** The codes of all documents, by id. */
  Map<String, String> codes(String field) {
    Map<String, String> codes = new TreeMap<>();
    documents.forEach((id, document) -> {
      JsonElement code = document.get(field);
      codes.put(id, code.getAsString());
    });
    return codes;
  }

  private static String body(HttpExchange exchange) throws IOException {
    InputStream in = exchange.getRequestBody();
    boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body = zipped ? new GZIPInputStream(in) : in) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
