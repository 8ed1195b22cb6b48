package hashing.train.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import hashing.encode.EncoderInput;
import hashing.encode.InputSpec;
import hashing.store.Sha256;
import hashing.train.Progress;
import hashing.train.math.Permutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Emoji by three free vendors, each picture with one of 99 subcategories: classes that are near to
 * one another, and few pictures of each. These are drawings.
 *
 * <p>An emoji is in one part with all its pictures, so that those to ask with show emoji that were
 * not trained on. Skin tones are left out. Rows are 32x32 pixels in colour, laid on white.
 *
 * <p>Read from a folder with three packages of npm, contents pinned: Google's Noto (Apache-2.0),
 * Twemoji (CC-BY-4.0) and Microsoft's Fluent 3D (MIT), and the list of emoji-datasource (MIT).
 */
public final class Emoji implements DataSet {

  /** Its name on the command line. */
  public static final String NAME = "emoji";

  /** How a picture becomes a row. */
  public static final InputSpec.Image INPUT = InputSpec.Image.unit(32, 32, InputSpec.Channels.RGB);

  private static final String LIST = "emoji.json";
  private static final int PARTS = 5;

  /** A package, and where in it an emoji's picture lies. */
  private enum Vendor {
    NOTO(
        "emoji-datasource-google-16.0.0.tgz",
        "fb5fd131b362aab7a55542d2a147a79708cce0a8b1c1bbacd470172708b5c438",
        "img/google/64/",
        ".png"),
    TWEMOJI(
        "emoji-datasource-twitter-16.0.0.tgz",
        "f64a530c63bca463bd8317fdc4615ce63a53a0c65018e4ce2d848aaba7a28877",
        "img/twitter/64/",
        ".png"),
    FLUENT(
        "lobehub-fluent-emoji-3d-1.1.0.tgz",
        "c1bb7eee7de090205a232518a9ab4adb3df458bfbe8a1f78232991194c8b2e58",
        "assets/",
        ".webp");

    private final String file;
    private final String sha256;
    private final String folder;
    private final String suffix;

    Vendor(String file, String sha256, String folder, String suffix) {
      this.file = file;
      this.sha256 = sha256;
      this.folder = folder;
      this.suffix = suffix;
    }

    private Map<String, byte[]> files(Path from) throws IOException {
      byte[] whole = PinnedFile.read(from.resolve(file), sha256, NAME);
      return NpmPackage.read(whole, path -> path.startsWith(folder) || path.equals(LIST));
    }

    /** Vendors differ in whether they write the sign that asks for colour. */
    private byte[] picture(Map<String, byte[]> files, String code) {
      byte[] file = files.get(folder + code + suffix);
      return file != null ? file : files.get(folder + code.replace("-fe0f", "") + suffix);
    }
  }

  /** An emoji of the list. */
  private record Item(String code, String subcategory) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String summary() {
    return "5,400 drawings by three vendors, one of 99 near classes each";
  }

  @Override
  public List<String> features() {
    return List.of("pixels");
  }

  @Override
  public Path defaultFolder() {
    return DataCache.folder().resolve(NAME);
  }

  @Override
  public Recipe recipe() {
    return new Recipe(
        "npm",
        List.of(
            "npm pack emoji-datasource-google@16.0.0",
            "npm pack emoji-datasource-twitter@16.0.0",
            "npm pack @lobehub/fluent-emoji-3d@1.1.0"));
  }

  @Override
  public DataDivision load(Request request, Progress progress) throws IOException {
    List<Item> items = null;
    List<byte[]> pictures = new ArrayList<>();
    List<Item> shown = new ArrayList<>();
    progress.start("pictures", Vendor.values().length);
    for (Vendor vendor : Vendor.values()) {
      Map<String, byte[]> files = vendor.files(request.folder());
      if (items == null) {
        items = items(files.get(LIST));
      }
      for (Item item : items) {
        byte[] file = vendor.picture(files, item.code());
        if (file != null) {
          pictures.add(Pictures.samples(file, INPUT.width(), vendor.file + " " + item.code()));
          shown.add(item);
        }
      }
      progress.step(vendor.name().toLowerCase(Locale.ROOT));
    }
    return division(pictures, shown, request.asked());
  }

  private static DataDivision division(List<byte[]> pictures, List<Item> shown, Asked asked) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    shown.stream()
        .map(Item::subcategory)
        .sorted()
        .forEach(name -> numbers.putIfAbsent(name, numbers.size()));
    LabelledVectors all =
        new LabelledVectors(
            NAME,
            sha256(),
            INPUT,
            pictures.stream().map(samples -> Pictures.row(INPUT, samples)).toArray(float[][]::new),
            shown.stream().mapToInt(item -> numbers.get(item.subcategory())).toArray(),
            Permutation.identity(shown.size()));
    Parts parts = Parts.of(shown.stream().map(Item::code).toList(), PARTS, asked);
    LabelledVectors held = all.select(parts.held());
    return new DataDivision(
        all.select(parts.train()),
        held,
        Map.of(),
        row ->
            new EncoderInput.Image(Pictures.png(pictures.get(held.origins()[row]), INPUT.width())));
  }

  private static String sha256() {
    StringBuilder sums = new StringBuilder();
    for (Vendor vendor : Vendor.values()) {
      sums.append(vendor.sha256);
    }
    return Sha256.hex(sums.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static List<Item> items(byte[] json) {
    JsonArray list =
        JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonArray();
    List<Item> items = new ArrayList<>();
    for (JsonElement element : list) {
      JsonObject emoji = element.getAsJsonObject();
      String image = emoji.get("image").getAsString();
      items.add(
          new Item(image.replaceFirst("\\.png$", ""), emoji.get("subcategory").getAsString()));
    }
    return items;
  }
}
