package hashing.importing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file with a JSON object a line, in UTF-8; empty lines are none. A code is a text, a number,
 * whose digits are all kept, or an array of numbers.
 */
final class JsonRows implements RowReader {

  private final long size;
  private final CountedInput input;
  private final BufferedReader reader;
  private final Columns columns;
  private String codeField;
  private long number;
  private long line;

  JsonRows(Path file, Columns columns) throws IOException {
    this.columns = columns;
    this.codeField = columns.code();
    size = Files.size(file);
    input = new CountedInput(Files.newInputStream(file));
    reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8), 1 << 16);
  }

  @Override
  public Row next() throws IOException {
    String text;
    do {
      text = reader.readLine();
      line++;
      if (text == null) {
        return null;
      }
    } while (text.isBlank());
    number++;
    try {
      JsonElement parsed = JsonParser.parseString(text);
      if (!parsed.isJsonObject()) {
        return Row.faulty(number, line, text, "found no JSON object, allowed is one a line");
      }
      return row(parsed.getAsJsonObject());
    } catch (JsonParseException e) {
      return Row.faulty(number, line, text, "found no JSON: " + e.getMessage());
    }
  }

  private Row row(JsonObject object) {
    if (codeField == null) {
      codeField = columns.codeAmong(List.copyOf(object.keySet()));
    }
    String id = null;
    if (columns.id() != null) {
      JsonElement found = object.get(columns.id());
      if (found == null || !found.isJsonPrimitive()) {
        return Row.faulty(number, line, object, "has no text or number in [" + columns.id() + "]");
      }
      id = found.getAsString();
    }
    JsonObject kept = columns.kept().isEmpty() ? null : new JsonObject();
    for (String name : columns.kept()) {
      if (object.has(name)) {
        kept.add(name, object.get(name));
      }
    }
    try {
      return Row.of(number, line, id, value(object.get(codeField)), kept);
    } catch (ArithmeticException
        | NumberFormatException
        | UnsupportedOperationException
        | IllegalStateException e) {
      return Row.faulty(
          number, line, object, "[" + codeField + "] is neither text, number nor array of numbers");
    }
  }

  private static Object value(JsonElement value) {
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (!value.isJsonArray()) {
      return value.getAsString();
    }
    List<Number> numbers = new ArrayList<>();
    for (JsonElement element : value.getAsJsonArray()) {
      BigDecimal number = element.getAsBigDecimal();
      if (number.stripTrailingZeros().scale() <= 0 && number.precision() <= 18) {
        numbers.add(number.longValueExact());
      } else {
        numbers.add(number.doubleValue());
      }
    }
    return numbers;
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
    reader.close();
  }
}
