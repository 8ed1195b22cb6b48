package hashing.train.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a user's items from a file with a JSON object a line, in UTF-8. Stateless. */
public final class JsonLines {

  private JsonLines() {}

  /**
   * All items of a file; empty lines are none.
   *
   * @throws IOException if the file is missing, or a line is no object with the fields; the message
   *     names the line
   */
  public static UserItems read(Path file, UserItems.Fields fields) throws IOException {
    UserItems items = new UserItems("json-lines/" + file.getFileName(), fields);
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      int line = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          String where = "[" + file + "] line " + line;
          items.add(parsed(text, where).getAsJsonObject(), where);
        }
      }
    }
    return items;
  }

  private static JsonElement parsed(String text, String where) throws IOException {
    try {
      JsonElement element = JsonParser.parseString(text);
      if (element.isJsonObject()) {
        return element;
      }
    } catch (JsonParseException e) {
      throw new IOException(where + " is no JSON: " + e.getMessage(), e);
    }
    throw new IOException(where + " is no JSON object");
  }
}
