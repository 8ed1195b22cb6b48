package hashing.importing;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What an import that was ended must know to go on.
 *
 * @param source file, its size, and the options that say what its rows become
 * @param rows so many from the first one on are done
 * @param indexed documents among them
 * @param rejected rows among them that are none
 * @param rejectBytes length of the file of rejects at that time
 * @param settings the index's before the import
 */
record ImportState(
    String source, long rows, long indexed, long rejected, long rejectBytes, JsonObject settings) {

  /** Reads a state; null where there is no file. */
  static ImportState read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      ImportState state = new Gson().fromJson(Files.readString(file), ImportState.class);
      if (state != null && state.source != null && state.settings != null) {
        return state;
      }
    } catch (JsonParseException e) {
      throw new IOException("[" + file + "] is no state of an import: " + e.getMessage(), e);
    }
    throw new IOException("[" + file + "] is no state of an import");
  }

  /** Replaces the file at one stroke. */
  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Gson gson = new Gson().newBuilder().serializeNulls().create();
    Files.writeString(part, gson.toJson(this));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
