package hashing.benchmark;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes a value somewhere in a JSON object, takes a field out, or puts one in. Stateless. */
final class JsonMutation {

  private static final String[] STRINGS = {
    "",
    "../../x",
    "Linear",
    "onnx",
    "linear",
    "hyperplane",
    "image",
    "vector",
    "text",
    "terms",
    "sentence",
    "Unigram",
    "WordPiece",
    "BPE",
    "Replace",
    "ByteLevel",
    "a@1",
    "\u0000",
    "\ud83d\ude00",
    "[UNK]",
    "##",
    "x".repeat(5000),
    "1",
    "NaN",
    "chw",
    "rgb",
    "(a+)+$"
  };

  private static final double[] NUMBERS = {
    0,
    -1,
    1,
    2,
    3,
    7,
    8,
    9,
    16,
    17,
    64,
    255,
    1 << 14,
    (1 << 14) + 1,
    1 << 20,
    1 << 24,
    (1 << 24) + 1,
    Integer.MAX_VALUE,
    1L << 32,
    1e18,
    1e30,
    1e308,
    -1e308,
    0.5,
    1e-30
  };

  private JsonMutation() {}

  /** Changes one to three places of an object. */
  static void mutate(JsonObject object, Random random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      JsonObject place = place(object, random);
      List<String> names = new ArrayList<>(place.keySet());
      if (names.isEmpty() || random.nextInt(8) == 0) {
        place.add("field" + random.nextInt(3), value(random, null));
        continue;
      }
      String name = names.get(random.nextInt(names.size()));
      if (random.nextInt(5) == 0) {
        place.remove(name);
      } else {
        place.add(name, value(random, place.get(name)));
      }
    }
  }

  /** An object as text, now and then such as a strict reader refuses or must not trip over. */
  static byte[] text(JsonObject object, Random random) {
    String json = object.toString();
    String nested = "[".repeat(200) + "]".repeat(200);
    return switch (random.nextInt(40)) {
      case 0 -> bytes(json + " {}");
      case 1 -> bytes("[".repeat(50_000) + json);
      case 2 -> bytes(json.replaceFirst("\\{", "{\"model\":" + nested + ","));
      case 3 -> bytes(json.replaceFirst("\\{", "{\"bits\":1e999999999,"));
      case 4 -> bytes(json.replaceFirst("\\{", "{\"bits\":" + "9".repeat(100_000) + ","));
      case 5 -> bytes("\ufeff" + json);
      case 6 -> bytes("// nothing\n" + json.replace('"', '\''));
      case 7 -> json.getBytes(StandardCharsets.UTF_16);
      case 8 -> bytes(json.substring(0, random.nextInt(json.length())));
      default -> bytes(json);
    };
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject place(JsonObject object, Random random) {
    JsonObject place = object;
    while (true) {
      List<JsonObject> inner = new ArrayList<>();
      for (JsonElement value : place.asMap().values()) {
        if (value.isJsonObject()) {
          inner.add(value.getAsJsonObject());
        }
      }
      if (inner.isEmpty() || random.nextBoolean()) {
        return place;
      }
      place = inner.get(random.nextInt(inner.size()));
    }
  }

  /** A value, more often than not of the old one's type. */
  private static JsonElement value(Random random, JsonElement old) {
    boolean same = random.nextInt(3) > 0;
    boolean number =
        old instanceof JsonPrimitive primitive && same
            ? primitive.isNumber()
            : random.nextBoolean();
    if (same || random.nextBoolean()) {
      if (number) {
        double value = NUMBERS[random.nextInt(NUMBERS.length)];
        return value == Math.rint(value) && Math.abs(value) < 1e17
            ? new JsonPrimitive((long) value)
            : new JsonPrimitive(value);
      }
      return new JsonPrimitive(STRINGS[random.nextInt(STRINGS.length)]);
    }
    return switch (random.nextInt(6)) {
      case 0 -> JsonNull.INSTANCE;
      case 1 -> new JsonPrimitive(random.nextBoolean());
      case 2 -> new JsonArray();
      case 3 -> new JsonObject();
      case 4 -> JsonParser.parseString("[".repeat(200) + "]".repeat(200));
      default -> JsonParser.parseString("{\"type\": \"Sequence\", \"normalizers\": []}");
    };
  }
}
