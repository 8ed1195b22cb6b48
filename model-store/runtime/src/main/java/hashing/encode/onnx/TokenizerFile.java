package hashing.encode.onnx;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A look at a {@code tokenizer.json} before the native library sees it: strict JSON with the parts
 * that BERT's sentence models have, and no regular expressions. Stateless.
 *
 * <p>What is left out could make a text cost more than its length, or has not been tried.
 */
final class TokenizerFile {

  private static final int MAX_TOKENS = 1 << 20;
  private static final int MAX_ADDED = 1000;
  private static final int MAX_WORD = 1000;

  /** The types that each part may have. */
  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "model",
          Set.of("WordPiece"),
          "normalizer",
          Set.of("BertNormalizer"),
          "pre_tokenizer",
          Set.of("BertPreTokenizer"),
          "post_processor",
          Set.of("TemplateProcessing", "BertProcessing"),
          "decoder",
          Set.of("WordPiece"));

  /** Parts whose settings this library's call replaces, or that have none. */
  private static final Set<String> FREE =
      Set.of("version", "truncation", "padding", "added_tokens");

  private TokenizerFile() {}

  /**
   * Refuses with an {@link IllegalArgumentException} that says what was found.
   *
   * @return the file without its truncation and padding, which are not used: the library ends the
   *     process where a stride is longer than the tokens
   */
  static byte[] checked(byte[] file) {
    JsonObject json = parse(file);
    check(json);
    json.remove("truncation");
    json.remove("padding");
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void check(JsonObject json) {
    for (Map.Entry<String, JsonElement> part : json.entrySet()) {
      Set<String> types = TYPES.get(part.getKey());
      if (types == null && !FREE.contains(part.getKey())) {
        throw new IllegalArgumentException(
            "found an unknown part ["
                + OnnxSession.plain(part.getKey())
                + "], allowed are "
                + TYPES.keySet().stream().sorted().toList());
      }
      if (types != null && !part.getValue().isJsonNull()) {
        String type = text(part.getKey(), part.getValue(), "type");
        if (!types.contains(type)) {
          throw new IllegalArgumentException(
              part.getKey()
                  + ".type: found ["
                  + OnnxSession.plain(type)
                  + "], allowed are "
                  + types.stream().sorted().toList());
        }
      }
    }
    if (!json.has("model") || json.get("model").isJsonNull()) {
      throw new IllegalArgumentException("model: found none, a tokenizer needs it");
    }
    checkModel(json.getAsJsonObject("model"));
    if (json.has("added_tokens")
        && (!json.get("added_tokens").isJsonArray()
            || json.getAsJsonArray("added_tokens").size() > MAX_ADDED)) {
      throw new IllegalArgumentException(
          "added_tokens: found none or too many, allowed is an array of up to " + MAX_ADDED);
    }
  }

  private static void checkModel(JsonObject model) {
    JsonElement vocabulary = model.get("vocab");
    if (vocabulary == null
        || !vocabulary.isJsonObject()
        || vocabulary.getAsJsonObject().size() == 0
        || vocabulary.getAsJsonObject().size() > MAX_TOKENS) {
      throw new IllegalArgumentException(
          "model.vocab: found no object of 1 to " + MAX_TOKENS + " tokens, which is allowed");
    }
    if (!vocabulary.getAsJsonObject().has(text("model", model, "unk_token"))) {
      throw new IllegalArgumentException(
          "model.unk_token: found one that is not in the vocabulary, allowed is one of its tokens");
    }
    // A word costs the square of its length; longer ones than this are unknown at once.
    int most = integer("model.max_input_chars_per_word", model.get("max_input_chars_per_word"));
    if (most < 1 || most > MAX_WORD) {
      throw new IllegalArgumentException(
          "model.max_input_chars_per_word: found " + most + ", allowed is 1 to " + MAX_WORD);
    }
    vocabulary
        .getAsJsonObject()
        .asMap()
        .forEach((token, id) -> {
          int number = integer("model.vocab", id);
          if (number < 0 || number >= MAX_TOKENS) {
            throw new IllegalArgumentException(
                "model.vocab: found id " + number + ", allowed is 0 to " + (MAX_TOKENS - 1));
          }
        });
  }

  private static JsonObject parse(byte[] file) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      JsonElement element = JsonParser.parseReader(reader);
      if (!element.isJsonObject() || reader.peek() != JsonToken.END_DOCUMENT) {
        throw new IllegalArgumentException("found no JSON object, allowed is one");
      }
      return element.getAsJsonObject();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("found bytes that are not UTF-8, allowed is JSON", e);
    } catch (JsonParseException | IOException e) {
      throw new IllegalArgumentException(
          "found no JSON object (" + OnnxSession.plain(e) + "), allowed is one", e);
    }
  }

  private static String text(String part, JsonElement element, String field) {
    JsonElement value = element.isJsonObject() ? element.getAsJsonObject().get(field) : null;
    if (value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isString()) {
      return value.getAsString();
    }
    throw new IllegalArgumentException(part + "." + field + ": found no string, allowed is one");
  }

  private static int integer(String field, JsonElement element) {
    if (element != null && element.isJsonPrimitive() && element.getAsJsonPrimitive().isNumber()) {
      try {
        return Integer.parseInt(element.getAsString());
      } catch (NumberFormatException e) {
        // refused below
      }
    }
    throw new IllegalArgumentException(field + ": found no whole number, allowed is one");
  }
}
