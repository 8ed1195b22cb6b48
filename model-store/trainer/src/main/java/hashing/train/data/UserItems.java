package hashing.train.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import hashing.encode.EncoderInput;
import hashing.encode.InputSpec;
import hashing.store.PackageEntry;
import hashing.train.Progress;
import hashing.train.math.Permutation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Items that a user brings as JSON objects: each has a text or a vector, and a label or several or
 * none. Not thread-safe.
 *
 * <p>A fifth of the distinct items is held out for tests and a fifth for validation; equal items
 * are in one part. An item without labels is relevant to none.
 */
public final class UserItems {

  private static final int PARTS = 5;

  private final String name;
  private final Fields fields;
  private final MessageDigest digest = sha256();
  private final List<String> contents = new ArrayList<>();
  private final List<float[]> vectors = new ArrayList<>();
  private final List<Set<String>> labels = new ArrayList<>();

  /**
   * Where an object has what counts; a name with dots leads through objects.
   *
   * @param input text, or array of numbers
   * @param label text or number, or an array of them
   */
  public record Fields(String input, String label) {}

  /** No items yet. */
  public UserItems(String name, Fields fields) {
    this.name = name;
    this.fields = fields;
  }

  /** Number of items. */
  public int size() {
    return contents.size();
  }

  /**
   * Adds an item.
   *
   * @param where for messages, such as the line
   * @throws IOException if a field is missing or of another form, or the item is of another kind
   *     than those before it
   */
  public void add(JsonObject object, String where) throws IOException {
    JsonElement input = at(object, fields.input());
    if (input == null) {
      throw new IOException(where + ": no field [" + fields.input() + "]; --input-field names it");
    }
    boolean text = input.isJsonPrimitive() && input.getAsJsonPrimitive().isString();
    float[] vector = text ? null : vector(input, where);
    if (!contents.isEmpty() && text != vectors.isEmpty()) {
      throw new IOException(
          where
              + ": ["
              + fields.input()
              + "] is "
              + (text ? "a text behind vectors" : "a vector behind texts")
              + "; one kind is allowed");
    }
    if (vector != null) {
      if (!vectors.isEmpty() && vectors.getFirst().length != vector.length) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s: [%s] has %d numbers; those before it have %d",
                where,
                fields.input(),
                vector.length,
                vectors.getFirst().length));
      }
      vectors.add(vector);
    }
    contents.add(text ? input.getAsString() : Arrays.toString(vector));
    labels.add(labels(at(object, fields.label()), where));
    digest.update(
        (contents.getLast() + "\n" + labels.getLast() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static JsonElement at(JsonObject object, String path) {
    JsonElement found = object.get(path);
    if (found == null) {
      found = object;
      for (String name : path.split("\\.")) {
        found = found != null && found.isJsonObject() ? found.getAsJsonObject().get(name) : null;
      }
    }
    return found == null || found.isJsonNull() ? null : found;
  }

  private float[] vector(JsonElement element, String where) throws IOException {
    JsonArray numbers = element.isJsonArray() ? element.getAsJsonArray() : new JsonArray();
    float[] vector = new float[numbers.size()];
    try {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = numbers.get(i).getAsFloat();
      }
    } catch (RuntimeException e) { // gson's: of several types
      vector = new float[0];
    }
    boolean finite = vector.length > 0;
    for (float value : vector) {
      finite &= Float.isFinite(value);
    }
    if (!finite) {
      throw new IOException(
          where + ": [" + fields.input() + "] is no text and no array of finite numbers");
    }
    return vector;
  }

  private Set<String> labels(JsonElement element, String where) throws IOException {
    Set<String> found = new LinkedHashSet<>();
    JsonArray all = new JsonArray();
    if (element != null && element.isJsonArray()) {
      all = element.getAsJsonArray();
    } else if (element != null) {
      all.add(element);
    }
    for (JsonElement label : all) {
      if (!label.isJsonPrimitive()) {
        throw new IOException(
            where + ": [" + fields.label() + "] is neither a text or number nor an array of them");
      }
      found.add(label.getAsString());
    }
    return found;
  }

  /**
   * The items as rows: texts by MiniLM, vectors as they are.
   *
   * @throws IOException if there are too few
   */
  public DataDivision division(DataSet.Asked asked, Progress progress) throws IOException {
    Parts parts;
    try {
      parts = Parts.of(contents, PARTS, asked);
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + name + "] has " + e.getMessage(), e);
    }
    if (!vectors.isEmpty()) {
      InputSpec input = new InputSpec.Vector(vectors.getFirst().length);
      LabelledVectors all = rows(input, vectors.toArray(float[][]::new));
      return new DataDivision(all.select(parts.train()), all.select(parts.held()));
    }
    MiniLm features = MiniLm.load();
    LabelledVectors all =
        rows(MiniLm.SPEC, features.vectors(contents, DataCache.folder(), progress));
    LabelledVectors held = all.select(parts.held());
    Map<PackageEntry, byte[]> entries = features.entries();
    return new DataDivision(
        all.select(parts.train()),
        held,
        entries,
        row -> new EncoderInput.Text(contents.get(held.origins()[row])));
  }

  private LabelledVectors rows(InputSpec input, float[][] rows) throws IOException {
    MessageDigest whole;
    try {
      whole = (MessageDigest) digest.clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's digests can be cloned", e);
    }
    return new LabelledVectors(
        name,
        HexFormat.of().formatHex(whole.digest()),
        input,
        rows,
        numbered(),
        Permutation.identity(rows.length));
  }

  /** Labels numbered in the order of their names; one each if every item has one. */
  private Labels numbered() {
    Map<String, Integer> numbers = new TreeMap<>();
    labels.forEach(set -> set.forEach(label -> numbers.put(label, 0)));
    int next = 0;
    for (Map.Entry<String, Integer> number : numbers.entrySet()) {
      number.setValue(next++);
    }
    int[][] sets =
        labels.stream()
            .map(set -> set.stream().mapToInt(numbers::get).toArray())
            .toArray(int[][]::new);
    boolean single = labels.stream().allMatch(set -> set.size() == 1);
    return single
        ? Labels.single(
            labels.stream().mapToInt(set -> numbers.get(set.iterator().next())).toArray())
        : Labels.sets(sets, numbers.size());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
