package hashing.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finished cells, a line of JSON each, so that an ended comparison goes on where it was. A line
 * that was cut while it was written is left out and its cell trained again. Not thread-safe.
 */
public final class CellFile {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final Path file;
  private final Map<Cell, CellResult> results = new LinkedHashMap<>();

  /**
   * Reads what is there.
   *
   * @throws IOException if a line other than the last is no cell; the message names it
   */
  public CellFile(Path file) throws IOException {
    this.file = file;
    if (!Files.exists(file)) {
      return;
    }
    String text = Files.readString(file);
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      boolean whole = i < lines.size() - 1 || text.endsWith("\n");
      if (whole) {
        read(lines.get(i), i + 1);
      } else {
        Files.writeString(file, text.substring(0, text.lastIndexOf('\n') + 1));
      }
    }
  }

  private void read(String line, int number) throws IOException {
    CellResult result;
    try {
      result = GSON.fromJson(line, CellResult.class);
    } catch (JsonParseException e) {
      throw notACell(number, e);
    }
    if (result == null || result.cell() == null) {
      throw notACell(number, null);
    }
    results.put(result.cell(), result);
  }

  private IOException notACell(int number, Exception cause) {
    return new IOException(
        String.format(Locale.ROOT, "line [%d] of [%s] is no finished cell", number, file), cause);
  }

  /** Whether a cell is finished. */
  public boolean has(Cell cell) {
    return results.containsKey(cell);
  }

  /** Keeps a finished cell. */
  public void add(CellResult result) throws IOException {
    Files.writeString(
        file,
        GSON.toJson(result) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.APPEND);
    results.put(result.cell(), result);
  }

  /** Those of some cells that are finished, in the order given. */
  public List<CellResult> of(List<Cell> cells) {
    return cells.stream().filter(results::containsKey).map(results::get).toList();
  }
}
