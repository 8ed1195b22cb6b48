package hashing.docs;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whether an answer is what a page promises. Every field shown must be there and be equal; fields
 * that are not shown may be there too. Arrays are equal element by element. The string {@code
 * "..."} stands for any value, and at the end of an array for any further elements; in text {@code
 * ...} stands for any part of a line, and blanks count as one. Stateless.
 */
final class AnswerComparison {

  private static final String ANY = "...";

  private AnswerComparison() {}

  /** What differs first, with its place; null where nothing does. */
  static String difference(Exchange.Answer promised, String answer) {
    if (!promised.json()) {
      return lines(promised.text(), answer);
    }
    JsonElement shown = JsonParser.parseString(promised.text());
    return compare("$", shown, JsonParser.parseString(answer));
  }

  private static String compare(String place, JsonElement shown, JsonElement found) {
    if (isAny(shown)) {
      return null;
    }
    if (shown.isJsonObject() && found.isJsonObject()) {
      return compare(place, shown.getAsJsonObject(), found.getAsJsonObject());
    }
    if (shown.isJsonArray() && found.isJsonArray()) {
      return compare(place, shown.getAsJsonArray(), found.getAsJsonArray());
    }
    return equal(shown, found) ? null : place + " shows " + shown + ", answered was " + found;
  }

  private static String compare(String place, JsonObject shown, JsonObject found) {
    for (Map.Entry<String, JsonElement> field : shown.entrySet()) {
      String inside = place + "." + field.getKey();
      JsonElement value = found.get(field.getKey());
      if (value == null) {
        return inside + " shows " + field.getValue() + ", the answer has " + found.keySet();
      }
      String difference = compare(inside, field.getValue(), value);
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static String compare(String place, JsonArray shown, JsonArray found) {
    boolean open = !shown.isEmpty() && isAny(shown.get(shown.size() - 1));
    int size = open ? shown.size() - 1 : shown.size();
    if (open ? found.size() < size : found.size() != size) {
      return place + " shows " + size + " elements, answered were " + found.size() + ": " + found;
    }
    for (int i = 0; i < size; i++) {
      String difference = compare(place + "[" + i + "]", shown.get(i), found.get(i));
      if (difference != null) {
        return difference;
      }
    }
    return null;
  }

  private static boolean equal(JsonElement shown, JsonElement found) {
    boolean numbers =
        shown.isJsonPrimitive()
            && found.isJsonPrimitive()
            && shown.getAsJsonPrimitive().isNumber()
            && found.getAsJsonPrimitive().isNumber();
    if (!numbers) {
      return shown.equals(found);
    }
    return new BigDecimal(shown.getAsString()).compareTo(new BigDecimal(found.getAsString())) == 0;
  }

  private static boolean isAny(JsonElement shown) {
    return shown.isJsonPrimitive() && shown.getAsString().equals(ANY);
  }

  private static String lines(String shown, String found) {
    List<String> expected = words(shown);
    List<String> actual = words(found);
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String line = i < expected.size() ? expected.get(i) : "";
      String other = i < actual.size() ? actual.get(i) : "";
      String pattern = Pattern.quote(line).replace(ANY, "\\E.*\\Q");
      if (!other.matches(pattern)) {
        return "line " + (i + 1) + " shows [" + line + "], answered was [" + other + "]";
      }
    }
    return null;
  }

  private static List<String> words(String text) {
    return text.strip().lines().map(line -> line.strip().replaceAll("\\s+", " ")).toList();
  }
}
