package hashing.importing;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of one bulk request, by the rows that they come from, and the rows read since the
 * batch before that became none. Ids are in every line, so that sending a batch twice changes
 * nothing.
 */
final class BulkBatch {

  /** A row that did not become a document. */
  record Rejected(long line, long row, String value, String reason) {}

  private static final byte[] ID = ascii("{\"index\":{\"_id\":");
  private static final byte[] ID_END = ascii("}}\n");

  private final long sequence;
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream(1 << 16);
  private final List<Row> rows = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final List<Rejected> rejected = new ArrayList<>();
  private long lastRow;

  BulkBatch(long sequence) {
    this.sequence = sequence;
  }

  /** Adds a document; {@code code} has what JSON needs escaped already. */
  void add(Row row, String id, byte[] codeField, String code) {
    lines.writeBytes(ID);
    lines.writeBytes(new JsonPrimitive(id).toString().getBytes(StandardCharsets.UTF_8));
    lines.writeBytes(ID_END);
    lines.writeBytes(codeField);
    lines.writeBytes(code.getBytes(StandardCharsets.US_ASCII));
    lines.write('"');
    JsonObject kept = row.kept();
    if (kept != null && !kept.isEmpty()) {
      lines.write(',');
      byte[] more = kept.toString().getBytes(StandardCharsets.UTF_8);
      lines.write(more, 1, more.length - 1);
    } else {
      lines.write('}');
    }
    lines.write('\n');
    rows.add(row);
    ends.add(lines.size());
    lastRow = row.number();
  }

  /** What stands before a code: the beginning of a document with one field. */
  static byte[] codeField(String field) {
    return ("{" + new JsonPrimitive(field) + ":\"").getBytes(StandardCharsets.UTF_8);
  }

  /** Adds a row that is no document. */
  void reject(Row row, String reason) {
    String value = row.value() == null || row.value() instanceof byte[] ? "" : row.value() + "";
    rejected.add(new Rejected(row.line(), row.number(), value, reason));
    lastRow = row.number();
  }

  /** Adds the refusal of a document that was sent. */
  void reject(int document, String reason) {
    reject(rows.get(document), reason);
  }

  /** The lines of some of the documents, or of all. */
  byte[] linesOf(List<Integer> documents) {
    byte[] all = lines.toByteArray();
    if (documents.size() == rows.size()) {
      return all;
    }
    ByteArrayOutputStream some = new ByteArrayOutputStream();
    for (int document : documents) {
      int start = document == 0 ? 0 : ends.get(document - 1);
      some.write(all, start, ends.get(document) - start);
    }
    return some.toByteArray();
  }

  long sequence() {
    return sequence;
  }

  int documents() {
    return rows.size();
  }

  int bytes() {
    return lines.size();
  }

  boolean isEmpty() {
    return rows.isEmpty() && rejected.isEmpty();
  }

  /** Rows that are no documents, by row. */
  List<Rejected> rejected() {
    return rejected;
  }

  /** Number of the last row in it. */
  long lastRow() {
    return lastRow;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
