package hashing.benchmark;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes a tokenizer: a field anywhere in it, or what its vocabulary means. Stateless. */
final class TokenizerMutation {

  private static final long[] IDS = {0, -1, 1, 1_000, 1 << 20, Integer.MAX_VALUE, 1L << 40};

  private TokenizerMutation() {}

  static byte[] mutate(byte[] file, Random random) {
    JsonObject json =
        JsonParser.parseString(new String(file, StandardCharsets.UTF_8)).getAsJsonObject();
    JsonObject model = json.getAsJsonObject("model");
    JsonObject vocabulary = model.getAsJsonObject("vocab");
    switch (random.nextInt(9)) {
      case 0 -> some(vocabulary, random, IDS[random.nextInt(IDS.length)]);
      case 1 ->
          vocabulary.keySet().stream()
              .toList()
              .forEach(token -> vocabulary.addProperty(token, IDS[random.nextInt(2)]));
      case 2 -> {
        for (int i = 0; i < 20_000; i++) {
          vocabulary.addProperty("more" + i, i);
        }
      }
      case 3 -> vocabulary.addProperty("x".repeat(1 << random.nextInt(18)), 5);
      case 4 -> {
        List<String> tokens = new ArrayList<>(vocabulary.keySet());
        tokens.stream().filter(token -> random.nextInt(4) > 0).forEach(vocabulary::remove);
      }
      case 5 -> json.add("added_tokens", added(1 << random.nextInt(12), random));
      case 6 -> {
        model.addProperty("continuing_subword_prefix", "#".repeat(random.nextInt(2000)));
        model.addProperty("max_input_chars_per_word", IDS[random.nextInt(IDS.length)]);
      }
      default -> JsonMutation.mutate(json, random);
    }
    return JsonMutation.text(json, random);
  }

  private static void some(JsonObject vocabulary, Random random, long id) {
    List<String> tokens = new ArrayList<>(vocabulary.keySet());
    vocabulary.addProperty(tokens.get(random.nextInt(tokens.size())), id);
  }

  private static JsonArray added(int count, Random random) {
    JsonArray tokens = new JsonArray();
    for (int i = 0; i < count; i++) {
      JsonObject token = new JsonObject();
      token.addProperty("id", random.nextInt(3) == 0 ? IDS[random.nextInt(IDS.length)] : i);
      token.addProperty("content", random.nextInt(3) == 0 ? "" : "a" + i);
      token.addProperty("special", random.nextBoolean());
      for (String field : List.of("single_word", "lstrip", "rstrip", "normalized")) {
        token.addProperty(field, random.nextBoolean());
      }
      tokens.add(token);
    }
    return tokens;
  }
}
