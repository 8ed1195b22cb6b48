package hashing.importing;

import hashing.code.CodeFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A file of codes.
 *
 * @param kind what the file is; null for what its name says
 * @param columns of files with names for them
 * @param delimiter of CSV
 * @param dataset of HDF5
 * @param values of files of numbers; null for a guess from the first rows
 */
public record Source(
    Path file, Kind kind, Columns columns, char delimiter, String dataset, MatrixValues values) {

  private static final int SAMPLE = 1000;

  /** Kinds of files. */
  public enum Kind {
    CSV,
    JSONL,
    NPY,
    U8BIN,
    HDF5;

    static Kind of(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
      return switch (name.substring(name.lastIndexOf('.') + 1)) {
        case "csv", "tsv" -> CSV;
        case "jsonl", "ndjson", "json" -> JSONL;
        case "npy" -> NPY;
        case "u8bin" -> U8BIN;
        case "hdf5", "h5" -> HDF5;
        default -> throw unknown(file);
      };
    }

    private static IllegalArgumentException unknown(Path file) {
      return new IllegalArgumentException(
          "["
              + file
              + "] has a name that says no kind of file; .csv, .tsv, .jsonl, .ndjson, .npy, .u8bin,"
              + " .hdf5 and .h5 are known, [--input-format] says it otherwise");
    }
  }

  public Source {
    kind = kind == null ? Kind.of(file) : kind;
    boolean named = kind == Kind.CSV || kind == Kind.JSONL;
    if (!named && (columns.code() != null || columns.id() != null || !columns.kept().isEmpty())) {
      throw new IllegalArgumentException(
          "[--code], [--id] and [--keep] are for CSV and JSON lines; [" + file + "] is " + kind);
    }
  }

  /** Opens the file. */
  RowReader open() throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    return switch (kind) {
      case CSV -> new CsvRows(file, delimiter, columns);
      case JSONL -> new JsonRows(file, columns);
      case NPY -> MatrixRows.numpy(file, values);
      case U8BIN -> MatrixRows.u8bin(file, values);
      case HDF5 -> new HdfRows(file, dataset, values);
    };
  }

  /** How the codes are written: what is given, and a guess from the first rows for the rest. */
  public CodeForm form(CodeFormat format, Integer bits, Conversion conversion, String prefix)
      throws IOException {
    List<Object> values = new ArrayList<>();
    Integer width = bits;
    try (RowReader rows = open()) {
      if (width == null && rows instanceof MatrixRows matrix) {
        width = matrix.bitCount();
      } else if (width == null && rows instanceof HdfRows matrix) {
        width = matrix.bitCount();
      }
      for (int i = 0; i < SAMPLE; i++) {
        Row row = rows.next();
        if (row == null) {
          break;
        }
        if (row.value() != null && row.fault() == null) {
          values.add(row.value());
        }
      }
    }
    return FormGuess.of(values, format, width, conversion, prefix);
  }

  /** What must be the same for an import to go on where another ended. */
  String identity() throws IOException {
    return String.join(
        "|",
        file.toAbsolutePath().normalize().toString(),
        Long.toString(Files.size(file)),
        kind.toString(),
        columns.toString(),
        String.valueOf(delimiter),
        dataset,
        String.valueOf(values));
  }
}
