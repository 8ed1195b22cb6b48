package hashing.opensearch.join;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.opensearch.ResourceNotFoundException;
import org.opensearch.common.util.concurrent.ThreadContext;

/**
 * The joins of this node whose rows are fetched page by page. Each belongs to the user who asked
 * for it; to any other it is not there. Thread-safe.
 */
final class PagedJoins {
  /** Where the security plugin puts who calls: name, then roles, behind bars. */
  private static final String USER = "_opendistro_security_user_info";

  private record Entry(PageSink sink, JoinTask task, String owner) {}

  private final Map<String, Entry> joins = new ConcurrentHashMap<>();

  /** Cursor of a join of a node. */
  static String cursor(String node, String run) {
    byte[] name = (node + "/" + run).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(name);
  }

  /**
   * The node of a cursor.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String node(String cursor) {
    try {
      String name = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      int slash = name.indexOf('/');
      if (slash > 0) {
        return name.substring(0, slash);
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "[" + cursor + "] is no cursor of a join, allowed is one that a page of rows ends with");
  }

  static String owner(ThreadContext context) {
    Object user = context.getTransient(USER);
    if (user == null) {
      return null;
    }
    String text = user.toString();
    int bar = text.indexOf('|');
    return bar < 0 ? text : text.substring(0, bar);
  }

  void add(String cursor, PageSink sink, JoinTask task, String owner) {
    joins.put(cursor, new Entry(sink, task, owner));
  }

  void remove(String cursor) {
    joins.remove(cursor);
  }

  PageSink sink(String cursor, String owner) {
    return entry(cursor, owner).sink();
  }

  JoinTask task(String cursor, String owner) {
    return entry(cursor, owner).task();
  }

  private Entry entry(String cursor, String owner) {
    Entry entry = joins.get(cursor);
    if (entry == null || !Objects.equals(entry.owner(), owner)) {
      throw gone(cursor);
    }
    return entry;
  }

  static ResourceNotFoundException gone(String cursor) {
    return new ResourceNotFoundException(
        "cursor ["
            + cursor
            + "] is not there: its last page was fetched, or it was not used within"
            + " its [keep_alive], or its join failed");
  }
}
