package hashing.opensearch.join;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.opensearch.OpenSearchStatusException;
import org.opensearch.common.io.stream.BytesStreamOutput;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.action.ActionListener;
import org.opensearch.core.common.bytes.BytesReference;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.core.tasks.TaskCancelledException;
import org.opensearch.core.xcontent.ToXContent;
import org.opensearch.core.xcontent.XContentBuilder;

/**
 * Keeps one page of rows, as lines of JSON, until the caller fetches it; the join waits meanwhile,
 * and ends where nobody comes. The last line of a page says how to go on, or that this was all.
 * Thread-safe.
 */
final class PageSink implements RowSink {
  private static final long MAX_BYTES = 4 << 20;
  private static final long INTERVAL = 50; // ms

  private final String cursor;
  private final int size;
  private final long keepAlive;
  private final BooleanSupplier cancelled;
  private BytesStreamOutput lines = new BytesStreamOutput();
  private int rows;
  private long asked = System.nanoTime();
  private ActionListener<BytesReference> waiting;
  private boolean ended;
  private boolean told;
  private Exception failure;

  /**
   * @param cursor by which the caller names this
   * @param size rows of a page
   * @param keepAlive milliseconds to wait for the caller
   */
  PageSink(String cursor, int size, long keepAlive, BooleanSupplier cancelled) {
    this.cursor = cursor;
    this.size = size;
    this.keepAlive = keepAlive;
    this.cancelled = cancelled;
  }

  /** Hands over the next page, at once or when it is full. */
  void next(ActionListener<BytesReference> listener) {
    synchronized (this) {
      if (waiting != null) {
        throw new IllegalArgumentException(
            "the next page of cursor [" + cursor + "] is being fetched, allowed is one at a time");
      }
      asked = System.nanoTime();
      waiting = listener;
    }
    handOver();
  }

  /** Waits until the end was handed over, or nobody comes for it. */
  synchronized void awaitLast() {
    while (!told && !cancelled.getAsBoolean() && !isLate()) {
      if (!pause()) {
        return;
      }
    }
  }

  private boolean isLate() {
    return System.nanoTime() - asked > TimeUnit.MILLISECONDS.toNanos(keepAlive);
  }

  /** Waits a little; false where the node is closing. */
  private boolean pause() {
    try {
      wait(INTERVAL);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isFull() {
    return rows >= size || lines.size() >= MAX_BYTES;
  }

  private void handOver() {
    ActionListener<BytesReference> listener;
    BytesReference page;
    Exception failed;
    synchronized (this) {
      if (waiting == null || !(isFull() || ended)) {
        return;
      }
      listener = waiting;
      failed = failure;
      if (failed == null && !ended) {
        line(json -> json.field("complete", false).field("cursor", cursor));
      }
      page = lines.bytes();
      lines = new BytesStreamOutput();
      rows = 0;
      waiting = null;
      told = ended;
      asked = System.nanoTime();
      notifyAll();
    }
    if (failed == null) {
      listener.onResponse(page);
    } else {
      listener.onFailure(failed);
    }
  }

  @FunctionalInterface
  private interface Fields {
    void write(XContentBuilder json) throws IOException;
  }

  private void line(Fields fields) {
    try {
      XContentBuilder json = new XContentBuilder(JsonXContent.jsonXContent, lines);
      json.startObject();
      fields.write(json);
      json.endObject();
      json.flush();
      lines.writeByte((byte) '\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void add(JoinRow row) {
    synchronized (this) {
      while (isFull()) {
        if (cancelled.getAsBoolean()) {
          return; // what runs the join sees it too
        }
        if (isLate()) {
          throw new OpenSearchStatusException(
              "no page was fetched within [keep_alive] of " + keepAlive + " ms, the join has ended",
              RestStatus.NOT_FOUND);
        }
        if (!pause()) {
          throw new TaskCancelledException("the node is closing");
        }
      }
      line(json -> row.toXContent(json, ToXContent.EMPTY_PARAMS));
      rows++;
    }
    handOver();
  }

  @Override
  public void finish(JoinReport report) {
    synchronized (this) {
      line(json -> report.toXContent(json, ToXContent.EMPTY_PARAMS));
      ended = true;
    }
    handOver();
  }

  @Override
  public void fail(Exception cause) {
    synchronized (this) {
      failure = cause;
      ended = true;
      lines = new BytesStreamOutput();
      rows = 0;
    }
    handOver();
  }
}
