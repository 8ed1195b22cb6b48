package hashing.cli;

import hashing.code.CodeFormat;
import hashing.importing.CodeForm;
import hashing.importing.Columns;
import hashing.importing.Conversion;
import hashing.importing.MatrixValues;
import hashing.importing.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Which file, what is in it, and how its codes are written. */
final class SourceOptions {

  @Option(names = "--in", required = true, paramLabel = "FILE", description = "File to read.")
  private Path in;

  @Option(
      names = "--input-format",
      paramLabel = "KIND",
      description =
          "csv, jsonl, npy, u8bin or hdf5. Default: by the end of the name (.tsv: csv with tabs).")
  private String kind;

  @Option(
      names = "--code",
      paramLabel = "COLUMN",
      description = "Column of the codes. Default: that named as the field, or the only one.")
  private String code;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "Column of document ids. Default: the row's number, counted from 1.")
  private String id;

  @Option(
      names = "--keep",
      paramLabel = "COLUMN",
      split = ",",
      description = "Columns that become fields as well, separated by commas.")
  private List<String> kept = List.of();

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      description = "Character between the columns of CSV. Default: comma, or tab for .tsv.")
  private Character delimiter;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      defaultValue = "train",
      description = "Data set of HDF5. Default: ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--values",
      paramLabel = "KIND",
      description = "What numbers of .npy, .u8bin and HDF5 are: bits or bytes. Default: guessed.")
  private String values;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "How codes are written: hex, base64, bits or long. Default: guessed.")
  private String format;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "Bits of a code. Default: guessed; 64 for long.")
  private Integer bits;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What stands before every code, as p: or \\x, and is left out.")
  private String prefix;

  @Option(
      names = "--convert",
      paramLabel = "FORM",
      description = {
        "imagehash-before-4: hex of imagehash before version 4.0.",
        "colorhash: imagehash's colorhash, 11 hex digits for 42 bits.",
        "offset-bytes: bytes less 128, the \"binary\" of embedding libraries."
      })
  private String convert;

  /** The file as the options have it. */
  Source source(String field) {
    boolean tabs = in.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".tsv");
    char between = delimiter == null ? (tabs ? '\t' : ',') : delimiter;
    return new Source(
        in,
        kind == null ? null : choice("--input-format", Source.Kind.class, kind),
        new Columns(code, id, kept, field),
        between,
        dataset,
        values == null ? null : choice("--values", MatrixValues.class, values));
  }

  /** How its codes are written, guessed where the options do not say. */
  CodeForm form(Source source) throws IOException {
    return source.form(
        format == null ? null : CodeFormat.of(format),
        bits,
        convert == null ? Conversion.NONE : Conversion.of(convert),
        prefix);
  }

  Path in() {
    return in;
  }

  private static <T extends Enum<T>> T choice(String option, Class<T> type, String name) {
    for (T value : type.getEnumConstants()) {
      if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
        return value;
      }
    }
    List<String> names =
        Arrays.stream(type.getEnumConstants())
            .map(value -> value.name().toLowerCase(Locale.ROOT))
            .toList();
    throw new IllegalArgumentException("[" + option + "] is [" + name + "]; allowed are " + names);
  }
}
