package hashing.benchmark;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.lucene.util.Version;

/**
 * What a benchmark found, with what is needed to judge it: machine, versions, data with SHA-256,
 * date, command. Written as JSON.
 */
public final class Report {

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create();

  private final Map<String, Object> head = new LinkedHashMap<>();
  private final List<Map<String, Object>> data = new ArrayList<>();
  private final List<Object> rows = new ArrayList<>();

  /** A report on the command that was given. */
  public Report(String command) {
    head.put("command", command);
    head.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    head.put("machine", machine());
    head.put(
        "versions",
        new LinkedHashMap<>(
            Map.of(
                "java", Runtime.version().toString(),
                "lucene", Version.LATEST.toString())));
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cpu", cpu());
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("heap_bytes", Runtime.getRuntime().maxMemory());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return machine;
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** Adds a fact of the whole run, a peer's version for example. */
  public void put(String name, Object value) {
    head.put(name, value);
  }

  /** Names the codes that rows are about. */
  public void data(CodeSet set) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", set.name());
    entry.put("codes", set.count());
    entry.put("queries", set.queryCount());
    entry.put("sha256", set.sha256());
    data.add(entry);
  }

  /** Adds what an earlier report named, once each. */
  void data(Map<String, Object> entry) {
    if (data.stream().noneMatch(known -> known.get("sha256").equals(entry.get("sha256")))) {
      data.add(entry);
    }
  }

  /** Adds a result: a record, a map, anything that JSON can show. */
  public void row(Object row) {
    rows.add(row);
  }

  /**
   * Takes over the rows of an earlier report, and the data that they are about, where none of this
   * one's rows has the same values under all names.
   *
   * @param names of what tells rows apart; absent ones are equal
   */
  public void keep(Path file, List<String> names) throws IOException {
    JsonObject earlier = GSON.fromJson(Files.readString(file), JsonObject.class);
    List<JsonElement> kept = new ArrayList<>();
    for (JsonElement row : earlier.getAsJsonArray("rows")) {
      if (rows.stream().noneMatch(own -> same(row, GSON.toJsonTree(own), names))) {
        kept.add(row);
      }
    }
    rows.addAll(0, kept);
    for (JsonElement entry : earlier.getAsJsonArray("data")) {
      data(GSON.fromJson(entry, new TypeToken<Map<String, Object>>() {}));
    }
  }

  private static boolean same(JsonElement a, JsonElement b, List<String> names) {
    return names.stream()
        .allMatch(
            name -> Objects.equals(a.getAsJsonObject().get(name), b.getAsJsonObject().get(name)));
  }

  /** The results so far. */
  List<JsonObject> rows() {
    return rows.stream().map(row -> GSON.toJsonTree(row).getAsJsonObject()).toList();
  }

  /** Writes the report; parents of the file are made. */
  public void write(Path file) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(head);
    all.put("data", data);
    all.put("rows", rows);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, GSON.toJson(all) + "\n");
  }
}
