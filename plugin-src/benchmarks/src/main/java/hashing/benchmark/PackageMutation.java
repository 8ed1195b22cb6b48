package hashing.benchmark;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A package that was changed, by one of the ways below; the number of a mutation and a seed give it
 * again. All but the first two have right checksums.
 *
 * @param base the good package that it was made from
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PackageMutation(String base, Way way, byte[] zip) {

  /** What is changed. */
  enum Way {
    /** Bytes anywhere in the zip file: flipped, set, cut, put in. */
    BYTES,
    /** The zip file's directory. */
    DIRECTORY,
    /** Names of entries: paths, other cases, what a package does not have. */
    NAMES,
    /** Bytes of an entry. */
    ENTRY,
    /** Fields of the manifest. */
    MANIFEST,
    /** Floats of an entry: not numbers, infinite, too many, too few. */
    FLOATS,
    /** Fields of an ONNX file. */
    ONNX,
    /** Fields of a tokenizer. */
    TOKENIZER
  }

  private static final String[] NAMES = {
    "../../../tmp/x", "/etc/passwd", "..\\..\\x", "model.onnx/", "MODEL.ONNX", "model.onnx\u0000",
    "./mean.f32", "serving.properties", "lib/x.so", "", "mean.f32 ", "libtokenizer.so"
  };

  /** The mutation of a number. */
  static PackageMutation of(Map<String, byte[]> seeds, long seed, int number) {
    Random random = new Random(seed + number * 0x9E3779B97F4A7C15L);
    List<String> bases = new ArrayList<>(seeds.keySet());
    Way[] ways = Way.values();
    while (true) {
      String base = bases.get(random.nextInt(bases.size()));
      Way way = ways[random.nextInt(ways.length)];
      byte[] zip = make(seeds.get(base), way, random);
      if (zip != null) {
        return new PackageMutation(base, way, zip);
      }
    }
  }

  /** Null where the package has nothing of the kind. */
  private static byte[] make(byte[] zip, Way way, Random random) {
    LoosePackage loose = LoosePackage.read(zip);
    return switch (way) {
      case BYTES -> bytes(zip, 0, random);
      case DIRECTORY -> bytes(zip, Math.max(0, zip.length - 250), random);
      case NAMES -> names(loose, random);
      case ENTRY -> changed(loose, "", random, entry -> bytes(entry, 0, random));
      case MANIFEST -> {
        JsonObject manifest = loose.manifest();
        JsonMutation.mutate(manifest, random);
        loose.manifest(manifest);
        yield random.nextInt(4) == 0 ? loose.zip() : loose.sealed();
      }
      case FLOATS -> changed(loose, ".f32", random, entry -> floats(entry, random));
      case ONNX -> changed(loose, ".onnx", random, entry -> OnnxMutation.mutate(entry, random));
      case TOKENIZER -> changed(loose, ".json", random, entry -> json(entry, random));
    };
  }

  /** What becomes of an entry. */
  @FunctionalInterface
  private interface Change {
    byte[] of(byte[] entry);
  }

  private static byte[] changed(LoosePackage loose, String ending, Random random, Change change) {
    List<String> files = loose.files().stream().filter(name -> name.endsWith(ending)).toList();
    if (files.isEmpty()) {
      return null;
    }
    String name = files.get(random.nextInt(files.size()));
    loose.entries().put(name, change.of(loose.entries().get(name)));
    return loose.sealed();
  }

  private static byte[] bytes(byte[] whole, int from, Random random) {
    byte[] changed = whole.clone();
    int length = changed.length - from;
    if (length <= 0) {
      return new byte[] {1};
    }
    switch (random.nextInt(5)) {
      case 0 -> changed = Arrays.copyOf(changed, from + random.nextInt(length));
      case 1 -> {
        int at = from + random.nextInt(length);
        int more = 1 + random.nextInt(40);
        changed = Arrays.copyOf(changed, changed.length + more);
        System.arraycopy(whole, at, changed, at + more, whole.length - at);
      }
      default -> {
        for (int i = random.nextInt(6); i >= 0; i--) {
          int at = from + random.nextInt(length);
          changed[at] =
              random.nextBoolean()
                  ? (byte) (changed[at] ^ 1 << random.nextInt(8))
                  : (byte) (random.nextInt(4) == 0 ? 0xFF : random.nextInt(256));
        }
      }
    }
    return changed;
  }

  private static byte[] names(LoosePackage loose, Random random) {
    String name = NAMES[random.nextInt(NAMES.length)];
    byte[] content = new byte[random.nextInt(100)];
    if (random.nextBoolean() && !loose.files().isEmpty()) {
      content = loose.entries().remove(loose.files().get(0));
    }
    loose.entries().put(name, content);
    return loose.sealed();
  }

  private static byte[] floats(byte[] entry, Random random) {
    float[] odd = {
      Float.NaN, Float.POSITIVE_INFINITY, -Float.MAX_VALUE, Float.MIN_VALUE, -0f, 1e30f
    };
    ByteBuffer floats =
        ByteBuffer.wrap(Arrays.copyOf(entry, entry.length + 4 * (random.nextInt(4) / 3)));
    floats.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = random.nextInt(20); i >= 0 && floats.capacity() >= 4; i--) {
      floats.putFloat(4 * random.nextInt(floats.capacity() / 4), odd[random.nextInt(odd.length)]);
    }
    return floats.array();
  }

  private static byte[] json(byte[] entry, Random random) {
    JsonObject json =
        JsonParser.parseString(new String(entry, StandardCharsets.UTF_8)).getAsJsonObject();
    JsonMutation.mutate(json, random);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }
}
