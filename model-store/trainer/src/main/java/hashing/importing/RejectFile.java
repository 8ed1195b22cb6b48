package hashing.importing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The rows that did not become documents, as CSV: line, row, value, reason. There is no file before
 * the first of them. For one thread at a time.
 */
final class RejectFile implements Closeable {

  private final Path file;
  private CSVPrinter printer;

  /**
   * Starts anew, or goes on behind the first {@code length} bytes of what there is: rejects behind
   * them are found again.
   */
  RejectFile(Path file, long length) throws IOException {
    this.file = file;
    if (length == 0) {
      Files.deleteIfExists(file);
    } else {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
    }
  }

  void write(BulkBatch.Rejected rejected) throws IOException {
    if (printer == null) {
      boolean fresh = !Files.exists(file);
      printer =
          new CSVPrinter(
              Files.newBufferedWriter(
                  file,
                  StandardCharsets.UTF_8,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND),
              CSVFormat.RFC4180);
      if (fresh) {
        printer.printRecord("line", "row", "value", "reason");
      }
    }
    printer.printRecord(rejected.line(), rejected.row(), rejected.value(), rejected.reason());
  }

  /** Length of the file with all that was written. */
  long flushed() throws IOException {
    if (printer != null) {
      printer.flush();
    }
    return Files.exists(file) ? Files.size(file) : 0;
  }

  @Override
  public void close() throws IOException {
    if (printer != null) {
      printer.close();
    }
  }
}
