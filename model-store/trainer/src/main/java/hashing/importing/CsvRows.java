package hashing.importing;

import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file in UTF-8 (RFC 4180: quotes doubled inside quotes, line ends inside quotes allowed),
 * with a header. A byte order mark is passed over; empty lines are none.
 */
final class CsvRows implements RowReader {

  private final long size;
  private final CountedInput input;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final Columns columns;
  private final int codeColumn;
  private final int idColumn;
  private long number;

  CsvRows(Path file, char delimiter, Columns columns) throws IOException {
    this.columns = columns;
    size = Files.size(file);
    input = new CountedInput(Files.newInputStream(file));
    try {
      BufferedReader reader =
          new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8), 1 << 16);
      reader.mark(1);
      if (reader.read() != '\uFEFF') {
        reader.reset();
      }
      parser =
          CSVFormat.RFC4180
              .builder()
              .setDelimiter(delimiter)
              .setHeader()
              .setSkipHeaderRecord(true)
              .setIgnoreEmptyLines(true)
              .get()
              .parse(reader);
      records = parser.iterator();
      List<String> names = parser.getHeaderNames();
      columns.check(names);
      codeColumn = names.indexOf(columns.codeAmong(names));
      idColumn = columns.id() == null ? -1 : names.indexOf(columns.id());
    } catch (IOException | IllegalArgumentException e) {
      input.close();
      throw e;
    }
  }

  @Override
  public Row next() throws IOException {
    long line = parser.getCurrentLineNumber() + 1;
    CSVRecord row;
    try {
      if (!records.hasNext()) {
        return null;
      }
      row = records.next();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw new IOException("line " + line + ": " + e.getCause().getMessage(), e);
      }
      throw e.getCause();
    }
    number++;
    int width = parser.getHeaderNames().size();
    if (row.size() != width) {
      return Row.faulty(
          number,
          line,
          String.join(",", row),
          "found " + row.size() + " columns, the header has " + width);
    }
    String id = idColumn < 0 ? null : row.get(idColumn);
    String code = row.get(codeColumn).strip();
    return Row.of(number, line, id, code.isEmpty() ? null : code, kept(row));
  }

  private JsonObject kept(CSVRecord row) {
    if (columns.kept().isEmpty()) {
      return null;
    }
    JsonObject kept = new JsonObject();
    columns.kept().forEach(name -> kept.addProperty(name, row.get(name)));
    return kept;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public long position() {
    return input.count();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
