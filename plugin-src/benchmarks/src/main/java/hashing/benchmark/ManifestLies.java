package hashing.benchmark;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Manifests that say of a package what it is not, all else being right. Stateless. */
final class ManifestLies {

  private static final long[] NUMBERS = {
    0,
    -1,
    1,
    16_384,
    16_385,
    65_536,
    1 << 20,
    1 << 24,
    (1 << 24) + 1,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    1_000_000_000_000_000_000L
  };

  private static final List<String> SPACES =
      List.of("", "x".repeat(201), "imagehash-phash-8x4", "a\u0000b", "../../x", "x", "\ud83d");

  private static final List<String> RESIZES = List.of("stretch", "Stretch", "crop", "none", "");

  /** Numbers by which entries must fit; of the others any in range is as good. */
  private static final List<String> SIZES = List.of("dimension", "buckets", "width", "height");

  private ManifestLies() {}

  /** Tells one, and says whether it must be found out. */
  static boolean tell(JsonObject manifest, Random random) {
    JsonObject input = manifest.getAsJsonObject("input");
    return switch (random.nextInt(7)) {
      case 0 -> {
        number(manifest, "bits", random);
        yield !manifest.has("seed");
      }
      case 1, 2 -> {
        List<String> fields = new ArrayList<>();
        for (String field : input.keySet()) {
          if (isNumber(input.get(field))) {
            fields.add(field);
          }
        }
        String field = fields.get(random.nextInt(fields.size()));
        number(input, field, random);
        yield SIZES.contains(field);
      }
      case 3 -> word(manifest, input, random);
      case 4 -> {
        String space = SPACES.get(random.nextInt(SPACES.size()));
        manifest.addProperty("code_space", space);
        yield space.isEmpty() || space.length() > 200;
      }
      case 5 -> {
        files(manifest.getAsJsonObject("files"), random);
        yield true;
      }
      default -> {
        boolean seeded = manifest.has("seed");
        if (seeded) {
          manifest.remove("seed");
        } else {
          manifest.addProperty("seed", random.nextLong());
        }
        yield true;
      }
    };
  }

  private static boolean isNumber(JsonElement value) {
    return value instanceof JsonPrimitive primitive && primitive.isNumber();
  }

  private static void number(JsonObject object, String field, Random random) {
    double now = object.get(field).getAsDouble();
    double near =
        switch (random.nextInt(5)) {
          case 0 -> now + 1;
          case 1 -> now - 1;
          case 2 -> now * 2;
          case 3 -> now / 2;
          default -> NUMBERS[random.nextInt(NUMBERS.length)];
        };
    double told = near == now ? now + 1 : near;
    if (told == Math.rint(told)) {
      object.addProperty(field, (long) told);
    } else {
      object.addProperty(field, told);
    }
  }

  private static boolean word(JsonObject manifest, JsonObject input, Random random) {
    JsonObject object = random.nextBoolean() ? manifest : input;
    String field =
        object == manifest
            ? "kind"
            : List.of("kind", "features", "channels", "layout", "resize").get(random.nextInt(5));
    if (field.equals("resize")) {
      return resize(input, random);
    }
    if (!object.has(field)) {
      field = "kind";
    }
    List<String> words =
        switch (field) {
          case "features" -> List.of("sentence", "terms");
          case "channels" -> List.of("grey", "rgb");
          case "layout" -> List.of("flat", "chw");
          default ->
              object == manifest
                  ? List.of("hyperplane", "linear", "onnx")
                  : List.of("text", "vector", "image");
        };
    String now = object.get(field).getAsString();
    List<String> others = words.stream().filter(other -> !other.equals(now)).toList();
    object.addProperty(field, others.get(random.nextInt(others.size())));
    return !field.equals("layout");
  }

  /** Of pictures alone, and in one way alone; that one fits every package of pictures. */
  private static boolean resize(JsonObject input, Random random) {
    String told = RESIZES.get(random.nextInt(RESIZES.size()));
    input.addProperty("resize", told);
    return !told.equals("stretch") || !input.get("kind").getAsString().equals("image");
  }

  /** Of the SHA-256 of the entries. */
  private static void files(JsonObject files, Random random) {
    List<String> names = new ArrayList<>(files.keySet());
    String name = names.get(random.nextInt(names.size()));
    String sum = files.get(name).getAsString();
    switch (random.nextInt(5)) {
      case 0 -> files.remove(name);
      case 1 -> files.addProperty("../" + name, sum);
      case 2 -> files.addProperty(name, "0".repeat(64));
      case 3 -> files.addProperty(name, sum.substring(1));
      default -> files.addProperty(name, "A" + sum.substring(1));
    }
  }
}
