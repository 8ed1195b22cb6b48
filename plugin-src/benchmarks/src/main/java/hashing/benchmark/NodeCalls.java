package hashing.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Requests to a node whose answers are looked at, whatever their status. One that is answered with
 * 429, as the node is short of memory just then, is sent again, some times. Not thread-safe.
 */
final class NodeCalls implements AutoCloseable {

  static final String MODELS = "/_plugins/_hashing/models";

  private static final int TRIES = 10;
  private static final int BUSY = 429;

  private final URI uri;
  private final Duration timeout;
  private final HttpClient client = HttpClient.newHttpClient();
  private int busy;

  /**
   * @param seconds that an answer may take
   */
  NodeCalls(URI uri, int seconds) {
    this.uri = uri;
    this.timeout = Duration.ofSeconds(seconds);
  }

  URI uri() {
    return uri;
  }

  /** How often a request was sent again. */
  int busy() {
    return busy;
  }

  /** What a node answered. */
  record Answer(int status, String text) {

    JsonObject json() {
      return JsonParser.parseString(text).getAsJsonObject();
    }

    /** The reason of a refusal, all of the text where it has none. */
    String reason() {
      try {
        JsonElement error = json().get("error");
        return error.getAsJsonObject().get("reason").getAsString();
      } catch (JsonParseException | IllegalStateException | NullPointerException e) {
        return text;
      }
    }
  }

  /** Sends bytes of a type; null for none. */
  Answer send(String method, String path, String type, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri.resolve(path)).timeout(timeout);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("Content-Type", type).method(method, BodyPublishers.ofByteArray(body));
    }
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    for (int i = 1; i < TRIES && answer.statusCode() == BUSY; i++) {
      busy++;
      Thread.sleep(200L * i); // a node has its heap collected every five seconds at most
      answer = client.send(request.build(), BodyHandlers.ofString());
    }
    return new Answer(answer.statusCode(), answer.body());
  }

  /** Sends JSON. */
  Answer send(String method, String path, JsonObject body)
      throws IOException, InterruptedException {
    return send(method, path, "application/json", JsonMutation.bytes(body.toString()));
  }

  /** Asks for JSON that there must be. */
  JsonObject get(String path) throws IOException, InterruptedException {
    Answer answer = send("GET", path, null, null);
    if (answer.status() != 200) {
      throw new IOException(path + " was answered with " + answer.status() + ": " + answer.text());
    }
    return answer.json();
  }

  @Override
  public void close() {
    client.close();
  }
}
