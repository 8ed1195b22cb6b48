package hashing.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import hashing.encode.InputKind;
import hashing.encode.InputSpec;
import hashing.encode.TextSpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Reads and writes {@code manifest.json}, strict JSON in UTF-8; the message of a refusal starts
 * with the field's path. A field that this version does not know is refused.
 */
final class ManifestJson {

  /** Counts up when a package of this version could be misread by an older reader. */
  static final int FORMAT = 1;

  static final String FILE_NAME = "manifest.json";
  static final int MAX_BYTES = 1 << 20;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private ManifestJson() {}

  /** A manifest and the SHA-256 of each entry, in lower-case hex by file name. */
  record Sealed(Manifest manifest, Map<String, String> files) {}

  static Sealed read(byte[] file) {
    JsonFields json = JsonFields.parse(file);
    int format = json.integer("format");
    if (format != FORMAT) {
      throw new IllegalArgumentException("format: found " + format + ", allowed is " + FORMAT);
    }
    Manifest manifest =
        new Manifest(
            new ModelName(json.text("id"), json.text("version")),
            Words.constant(EncoderKind.class, "kind", json.text("kind")),
            json.integer("bits"),
            json.text("code_space"),
            input(json.object("input")),
            json.has("seed") ? json.number64("seed") : null,
            json.text("method"),
            json.has("training_data") ? trainingData(json.object("training_data")) : null,
            json.numbers("metrics"),
            json.texts("libraries"));
    Map<String, String> files = json.texts("files");
    json.end();
    return new Sealed(manifest, files);
  }

  private static TrainingData trainingData(JsonFields json) {
    TrainingData data = new TrainingData(json.text("name"), json.text("sha256"));
    json.end();
    return data;
  }

  private static InputSpec input(JsonFields json) {
    InputSpec input;
    try {
      input =
          switch (Words.constant(InputKind.class, "kind", json.text("kind"))) {
            case TEXT -> text(json);
            case VECTOR -> new InputSpec.Vector(json.integer("dimension"));
            case IMAGE ->
                new InputSpec.Image(
                    json.integer("width"),
                    json.integer("height"),
                    Words.constant(InputSpec.Channels.class, "channels", json.text("channels")),
                    json.number("scale", 1f / 255),
                    json.number("mean", 0),
                    json.number("std", 1),
                    json.has("layout")
                        ? Words.constant(InputSpec.Layout.class, "layout", json.text("layout"))
                        : InputSpec.Layout.FLAT,
                    json.has("resize")
                        ? Words.constant(InputSpec.Resize.class, "resize", json.text("resize"))
                        : null);
          };
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith("input.")
          ? e
          : new IllegalArgumentException("input." + e.getMessage(), e);
    }
    json.end();
    return input;
  }

  private static TextSpec text(JsonFields json) {
    return switch (Words.constant(TextFeaturesName.class, "features", json.text("features"))) {
      case SENTENCE ->
          new TextSpec.Sentence(
              json.integer("dimension"),
              json.integer("max_tokens"),
              json.integer("max_characters"),
              Words.constant(TextSpec.Pooling.class, "pooling", json.text("pooling")),
              json.truth("normalise"));
      case TERMS ->
          new TextSpec.Terms(
              json.integer("dimension"), json.integer("buckets"), json.integer("max_characters"));
    };
  }

  /** How a text becomes a vector. */
  private enum TextFeaturesName {
    SENTENCE,
    TERMS
  }

  static byte[] write(Manifest manifest, Map<String, String> files) {
    JsonObject json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("id", manifest.name().id());
    json.addProperty("version", manifest.name().version());
    json.addProperty("kind", Words.lower(manifest.kind()));
    json.addProperty("bits", manifest.bits());
    json.addProperty("code_space", manifest.codeSpace());
    json.add("input", input(manifest.input()));
    if (manifest.seed() != null) {
      json.addProperty("seed", manifest.seed());
    }
    json.addProperty("method", manifest.method());
    if (manifest.trainingData() != null) {
      json.add("training_data", GSON.toJsonTree(Map.of()));
      JsonObject data = json.getAsJsonObject("training_data");
      data.addProperty("name", manifest.trainingData().name());
      data.addProperty("sha256", manifest.trainingData().sha256());
    }
    json.add("metrics", GSON.toJsonTree(manifest.metrics()));
    json.add("libraries", GSON.toJsonTree(manifest.libraries()));
    json.add("files", GSON.toJsonTree(files));
    return (GSON.toJson(json) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static JsonObject input(InputSpec input) {
    JsonObject json = new JsonObject();
    json.addProperty("kind", Words.lower(input.kind()));
    switch (input) {
      case InputSpec.Vector vector -> json.addProperty("dimension", vector.dimension());
      case InputSpec.Image image -> {
        json.addProperty("width", image.width());
        json.addProperty("height", image.height());
        json.addProperty("channels", Words.lower(image.channels()));
        json.addProperty("scale", image.scale());
        json.addProperty("mean", image.mean());
        json.addProperty("std", image.std());
        json.addProperty("layout", Words.lower(image.layout()));
        if (image.resize() != null) {
          json.addProperty("resize", Words.lower(image.resize()));
        }
      }
      case TextSpec.Terms terms -> {
        json.addProperty("features", Words.lower(TextFeaturesName.TERMS));
        json.addProperty("dimension", terms.dimension());
        json.addProperty("buckets", terms.buckets());
        json.addProperty("max_characters", terms.maxCharacters());
      }
      case TextSpec.Sentence text -> {
        json.addProperty("features", Words.lower(TextFeaturesName.SENTENCE));
        json.addProperty("dimension", text.dimension());
        json.addProperty("max_tokens", text.maxTokens());
        json.addProperty("max_characters", text.maxCharacters());
        json.addProperty("pooling", Words.lower(text.pooling()));
        json.addProperty("normalise", text.normalise());
      }
    }
    return json;
  }
}
