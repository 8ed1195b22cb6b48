package hashing.importing;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * Puts finished batches, which come in any order, back into that of the file: writes their rejects
 * and, at most once a second, how far the import is. What lies behind the first unfinished batch is
 * sent again by a resumed import. Thread-safe.
 */
final class ImportLog {

  private static final long INTERVAL = 1_000_000_000L;

  private final Path stateFile;
  private final RejectFile rejects;
  private final LongConsumer progress;
  private final TreeMap<Long, BulkBatch> early = new TreeMap<>();
  private ImportState state;
  private long next;
  private long written = System.nanoTime();

  ImportLog(ImportState start, Path stateFile, RejectFile rejects, LongConsumer progress) {
    this.state = start;
    this.stateFile = stateFile;
    this.rejects = rejects;
    this.progress = progress;
  }

  /** Takes a finished batch. */
  synchronized void done(BulkBatch batch) {
    early.put(batch.sequence(), batch);
    try {
      while (!early.isEmpty() && early.firstKey() == next) {
        commit(early.pollFirstEntry().getValue());
        next++;
      }
      if (System.nanoTime() - written > INTERVAL) {
        save();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void commit(BulkBatch batch) throws IOException {
    for (BulkBatch.Rejected rejected : batch.rejected()) {
      rejects.write(rejected);
    }
    long refused = batch.rejected().size();
    long rows = batch.lastRow() - state.rows();
    state =
        new ImportState(
            state.source(),
            batch.lastRow(),
            state.indexed() + rows - refused,
            state.rejected() + refused,
            state.rejectBytes(),
            state.settings());
    progress.accept(state.rows());
  }

  /** Writes down how far the import is. */
  synchronized void save() throws IOException {
    written = System.nanoTime();
    long bytes = rejects.flushed();
    JsonObject settings = state.settings();
    state =
        new ImportState(
            state.source(), state.rows(), state.indexed(), state.rejected(), bytes, settings);
    if (stateFile != null) {
      state.write(stateFile);
    }
  }

  synchronized ImportState state() {
    return state;
  }
}
