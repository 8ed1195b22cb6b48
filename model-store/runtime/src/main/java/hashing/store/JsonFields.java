package hashing.store;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * One object of a JSON file, whose refusals, {@link IllegalArgumentException}s, name the field by
 * its path. Not thread-safe.
 */
public final class JsonFields {

  private final String path;
  private final JsonObject object;
  private final Set<String> asked = new LinkedHashSet<>();

  private JsonFields(String path, JsonObject object) {
    this.path = path;
    this.object = object;
  }

  /** Parses a file of strict JSON in UTF-8, in which no object has a name twice. */
  public static JsonFields parse(byte[] file) {
    if (file.length == 0) {
      throw new IllegalArgumentException("found nothing, allowed is a JSON object");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      checkNames(reader(text));
      JsonReader reader = reader(text);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new JsonParseException("more than one value");
      }
      return new JsonFields("", asObject("", element));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("found bytes that are not UTF-8, allowed is JSON", e);
    } catch (JsonParseException | IOException e) {
      throw new IllegalArgumentException(
          "found no JSON object (" + plain(e.getMessage()) + "), allowed is one", e);
    }
  }

  private static JsonReader reader(String text) {
    JsonReader reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    return reader;
  }

  /** Refuses a name that an object has twice, of which another reader may take the other one. */
  private static void checkNames(JsonReader reader) throws IOException {
    Deque<Set<String>> names = new ArrayDeque<>();
    do {
      switch (reader.peek()) {
        case BEGIN_OBJECT -> {
          reader.beginObject();
          names.push(new HashSet<>());
        }
        case END_OBJECT -> {
          reader.endObject();
          names.pop();
        }
        case BEGIN_ARRAY -> {
          reader.beginArray();
          names.push(Set.of());
        }
        case END_ARRAY -> {
          reader.endArray();
          names.pop();
        }
        case NAME -> {
          String name = reader.nextName();
          if (!names.peek().add(name)) {
            throw new IllegalArgumentException(
                Words.quote(name) + ": found twice in one object, allowed is once");
          }
        }
        default -> reader.skipValue();
      }
    } while (!names.isEmpty());
  }

  /** What a parser says to users, without what it says to programmers. */
  private static String plain(String message) {
    String first = message.lines().findFirst().orElse("").replaceFirst("^[\\w.]+Exception: ", "");
    return first.replaceFirst(".* to accept malformed JSON at ", "malformed at ");
  }

  private static JsonObject asObject(String field, JsonElement element) {
    if (!element.isJsonObject()) {
      throw refusal(field, element, "an object");
    }
    return element.getAsJsonObject();
  }

  private JsonElement get(String name) {
    asked.add(name);
    JsonElement element = object.get(name);
    return element == null || element.isJsonNull() ? null : element;
  }

  /** Whether a field is there and not null. */
  public boolean has(String name) {
    return get(name) != null;
  }

  private JsonElement need(String name) {
    JsonElement element = get(name);
    if (element == null) {
      throw new IllegalArgumentException(path + name + ": found none, it is required");
    }
    return element;
  }

  /** An object in a field. */
  public JsonFields object(String name) {
    return new JsonFields(path + name + ".", asObject(path + name, need(name)));
  }

  /** A string. */
  public String text(String name) {
    return text(path + name, need(name));
  }

  /** A whole number of 32 bits. */
  public int integer(String name) {
    return (int) whole(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** A whole number of 64 bits. */
  public long number64(String name) {
    return whole(name, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  boolean truth(String name) {
    if (need(name) instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw refusal(path + name, need(name), "true or false");
  }

  private long whole(String name, long least, long most) {
    JsonElement element = need(name);
    try {
      long value = decimal(path + name, element).longValueExact();
      if (value >= least && value <= most) {
        return value;
      }
    } catch (ArithmeticException e) {
      // refused below
    }
    throw refusal(path + name, element, "a whole number from " + least + " to " + most);
  }

  float number(String name, float otherwise) {
    return has(name) ? decimal(path + name, need(name)).floatValue() : otherwise;
  }

  /** A number. */
  public double real(String name) {
    return decimal(path + name, need(name)).doubleValue();
  }

  /** An array of strings. */
  public List<String> list(String name) {
    JsonElement element = need(name);
    if (!element.isJsonArray()) {
      throw refusal(path + name, element, "an array");
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement item : element.getAsJsonArray()) {
      texts.add(text(path + name + "." + texts.size(), item));
    }
    return texts;
  }

  Map<String, String> texts(String name) {
    return map(name, JsonFields::text);
  }

  Map<String, Double> numbers(String name) {
    return map(name, (field, element) -> decimal(field, element).doubleValue());
  }

  private <V> Map<String, V> map(String name, BiFunction<String, JsonElement, V> value) {
    Map<String, V> map = new TreeMap<>();
    if (has(name)) {
      String prefix = path + name + ".";
      asObject(path + name, need(name))
          .asMap()
          .forEach((key, element) -> map.put(key, value.apply(prefix + key, element)));
    }
    return map;
  }

  /** Refuses the first field that nobody asked for. */
  public void end() {
    for (String name : object.keySet()) {
      if (!asked.contains(name)) {
        throw new IllegalArgumentException(
            path + Words.quote(name) + ": found an unknown field, allowed are " + asked);
      }
    }
  }

  private static String text(String field, JsonElement element) {
    if (element instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw refusal(field, element, "a string");
  }

  private static BigDecimal decimal(String field, JsonElement element) {
    if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
      String text = primitive.getAsString();
      // The length and the exponent bound what the conversions of a BigDecimal cost.
      if (text.length() <= 40) {
        BigDecimal value = new BigDecimal(text);
        if (Math.abs((long) value.scale()) <= 400) {
          return value;
        }
      }
    }
    throw refusal(field, element, "a number");
  }

  private static IllegalArgumentException refusal(
      String field, JsonElement element, String allowed) {
    return new IllegalArgumentException(
        (field.isEmpty() ? "" : field + ": ")
            + "found "
            + Words.quote(element.toString())
            + ", allowed is "
            + allowed);
  }
}
