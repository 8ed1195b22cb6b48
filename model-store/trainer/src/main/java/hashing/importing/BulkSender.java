package hashing.importing;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Sends batches over several connections at a time. What a cluster is too busy for (status 429 of a
 * request or of single documents, 502 to 504, no answer) is sent again, later each time; documents
 * that it refuses become rejected rows; any other failure ends the import. {@link #send} is for one
 * thread.
 */
final class BulkSender {

  private static final String QUERY =
      "/_bulk?filter_path=errors,items.*.status,items.*.error.type,items.*.error.reason,"
          + "items.*.error.caused_by.reason";
  private static final int TOO_BUSY = 429;

  /**
   * How failures are waited for.
   *
   * @param first wait before the second attempt; doubled each time
   * @param longest wait
   * @param attempts in all
   */
  record Patience(Duration first, Duration longest, int attempts) {

    static final Patience USUAL = new Patience(Duration.ofMillis(500), Duration.ofSeconds(30), 10);

    long millis(int failed) {
      return Math.min(first.toMillis() << Math.min(failed - 1, 20), longest.toMillis());
    }
  }

  private final Connection connection;
  private final String path;
  private final Patience patience;
  private final int connections;
  private final Semaphore free;
  private final Consumer<BulkBatch> done;
  private volatile Throwable failure;

  /**
   * @param done told of each batch, on any thread and in any order, one at a time
   */
  BulkSender(
      Connection connection,
      String indexPath,
      int connections,
      Patience patience,
      Consumer<BulkBatch> done) {
    this.connection = connection;
    this.path = indexPath + QUERY;
    this.patience = patience;
    this.connections = connections;
    this.free = new Semaphore(connections);
    this.done = done;
  }

  /** Sends a batch as soon as a connection is free. */
  void send(BulkBatch batch) throws IOException {
    free.acquireUninterruptibly();
    checkFailure();
    if (batch.documents() == 0) {
      finish(batch);
      return;
    }
    List<Integer> all = IntStream.range(0, batch.documents()).boxed().toList();
    attempt(batch, all, 1);
  }

  /** Waits until all batches are done. */
  void await() throws IOException {
    free.acquireUninterruptibly(connections);
    free.release(connections);
    checkFailure();
  }

  private void checkFailure() throws IOException {
    if (failure != null) {
      free.release();
      throw new IOException(failure.getMessage(), failure);
    }
  }

  private void attempt(BulkBatch batch, List<Integer> documents, int attempt) {
    var _ =
        connection
            .postLines(path, batch.linesOf(documents))
            .whenComplete((answer, thrown) -> {
              try {
                if (thrown != null) {
                  retry(batch, documents, attempt, String.valueOf(thrown.getMessage()), null);
                } else {
                  answered(batch, documents, attempt, answer);
                }
              } catch (RuntimeException | IOException e) {
                fail(e);
              }
            });
  }

  private void answered(
      BulkBatch batch, List<Integer> documents, int attempt, HttpResponse<String> answer)
      throws IOException {
    int status = answer.statusCode();
    if (status == TOO_BUSY || (status >= 502 && status <= 504)) {
      retry(batch, documents, attempt, "status " + status, answer);
    } else if (status / 100 != 2) {
      throw new IOException(TargetIndex.refusal("POST", path, answer));
    } else if (answer.body().startsWith("{\"errors\":false")) {
      finish(batch);
    } else {
      List<Integer> busy = sort(batch, documents, answer.body());
      if (busy.isEmpty()) {
        finish(batch);
      } else {
        retry(batch, busy, attempt, busy.size() + " documents had status 429", answer);
      }
    }
  }

  /** Rejects what was refused, and gives what the cluster was too busy for. */
  private static List<Integer> sort(BulkBatch batch, List<Integer> documents, String body) {
    JsonArray items = JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("items");
    if (items.size() != documents.size()) {
      throw new IllegalStateException(
          "found " + items.size() + " answers to " + documents.size() + " documents");
    }
    List<Integer> busy = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      JsonObject item = items.get(i).getAsJsonObject().getAsJsonObject("index");
      if (item.get("status").getAsInt() == TOO_BUSY) {
        busy.add(documents.get(i));
      } else if (item.has("error")) {
        batch.reject(documents.get(i), reason(item.getAsJsonObject("error")));
      }
    }
    return busy;
  }

  private static String reason(JsonObject error) {
    String reason = error.has("reason") ? error.get("reason").getAsString() : error.toString();
    JsonObject cause = error.getAsJsonObject("caused_by");
    return cause == null || !cause.has("reason")
        ? reason
        : reason + ": " + cause.get("reason").getAsString();
  }

  private void retry(
      BulkBatch batch,
      List<Integer> documents,
      int attempt,
      String why,
      HttpResponse<String> answer)
      throws IOException {
    if (attempt == patience.attempts()) {
      throw new IOException(
          "gave up after " + attempt + " attempts at [" + connection.url() + path + "]: " + why);
    }
    long millis = patience.millis(attempt);
    if (answer != null) {
      String asked = answer.headers().firstValue("Retry-After").orElse("");
      millis = asked.matches("[0-9]{1,3}") ? Long.parseLong(asked) * 1000 : millis;
    }
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
        .execute(() -> attempt(batch, documents, attempt + 1));
  }

  private synchronized void finish(BulkBatch batch) {
    try {
      done.accept(batch);
    } catch (RuntimeException e) {
      failure = e;
    }
    free.release();
  }

  private void fail(Exception e) {
    failure = e;
    free.release();
  }
}
