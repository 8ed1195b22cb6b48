package hashing.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Talks JSON to a node, which has 30 minutes to answer: a merge may take long. Thread-safe. */
public final class Cluster implements AutoCloseable {

  private final URI uri;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Of a node that runs. */
  public Cluster(URI uri) {
    this.uri = uri;
  }

  /** Where the node is. */
  public URI uri() {
    return uri;
  }

  /** Sends one request. Any status but 2xx is an {@link IOException} that has the answer. */
  public JsonObject send(String method, String path, JsonElement body)
      throws IOException, InterruptedException {
    return send(method, path, "application/json", body == null ? "" : body.toString());
  }

  /** Sends lines of JSON, as {@code _bulk} takes them. */
  public JsonObject sendLines(String path, String lines) throws IOException, InterruptedException {
    return send("POST", path, "application/x-ndjson", lines);
  }

  private JsonObject send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri.resolve(path)).timeout(Duration.ofMinutes(30));
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", type).method(method, BodyPublishers.ofString(body));
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          method
              + " "
              + path
              + " was answered with "
              + response.statusCode()
              + ": "
              + response.body());
    }
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }

  @Override
  public void close() {
    client.close();
  }
}
