package hashing.cli;

import hashing.importing.Connection;
import hashing.importing.ImportPlan;
import hashing.importing.ImportResult;
import hashing.importing.Importer;
import hashing.importing.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the codes of a file into an index. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Brings codes from a file into an index: CSV, JSON lines, NumPy, .u8bin or HDF5.",
      "How they are written is guessed from the first rows, and the index to make for them shown.",
      "Rows that hold no code go into a file, with the reason. An import that was ended goes on"
          + " with --resume; while it runs, the index is not refreshed."
    },
    footer = {
      "",
      "Exit codes: 0 all rows are in, 1 some were rejected or it failed, 2 called wrongly.",
      "",
      "Examples:",
      "  hashing import --in photos.csv --index photos --field phash --id photo_id --dry-run",
      "  hashing import --in photos.csv --index photos --field phash --id photo_id --create",
      "  hashing import --in codes.npy --index items --field code --create --json",
      "  hashing import --in old.csv --index photos --field phash --convert imagehash-before-4",
      "  HASHING_PASSWORD=... hashing import --in photos.csv --index photos --field phash \\",
      "      --url https://search.example.org:9200 --user importer --resume"
    })
final class ImportCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;
  @Mixin private SourceOptions input;
  @Mixin private ConnectionOptions cluster;

  @Option(names = "--index", required = true, paramLabel = "NAME", description = "Index to fill.")
  private String index;

  @Option(names = "--field", required = true, paramLabel = "NAME", description = "Its field.")
  private String field;

  @Option(
      names = "--id-prefix",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Before row numbers as ids, so that several files can go into one index.")
  private String idPrefix;

  @Option(names = "--create", description = "Make the index if there is none.")
  private boolean create;

  @Option(names = "--dry-run", description = "Read and check every row, send nothing.")
  private boolean dryRun;

  @Option(names = "--resume", description = "Go on where an import was ended.")
  private boolean resume;

  @Option(
      names = "--shards",
      paramLabel = "N",
      defaultValue = "1",
      description = "Shards of an index that is made. Default: ${DEFAULT-VALUE}.")
  private int shards;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Documents in a bulk request. Default: ${DEFAULT-VALUE}.")
  private int batch;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "3",
      description = "Bulk requests at a time. Default: ${DEFAULT-VALUE}.")
  private int connections;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Rows that were rejected. Default: the file's name and .rejects.csv.")
  private Path rejects;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "How far the import is. Default: the file's name and .import.")
  private Path state;

  @Override
  public Integer call() throws IOException {
    Source source = input.source(field);
    ImportPlan plan =
        new ImportPlan(
            source,
            input.form(source),
            index,
            field,
            idPrefix,
            shards,
            rejects == null ? beside(".rejects.csv") : rejects,
            state == null ? beside(".import") : state,
            batch,
            connections);
    if (!reporting.json()) {
      reporting.line("Index for these codes:");
      reporting.line(plan.proposal());
      reporting.line("");
    }
    ImportResult result = dryRun ? check(plan) : run(plan);
    report(plan, result);
    return result.rejected() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private Path beside(String end) {
    return input.in().resolveSibling(input.in().getFileName() + end);
  }

  private ImportResult check(ImportPlan plan) throws IOException {
    Importer importer = new Importer(plan);
    try (TerminalProgress progress = reporting.progress()) {
      progress.start("check", importer.size());
      return importer.check(progress::stepTo);
    }
  }

  private ImportResult run(ImportPlan plan) throws IOException {
    Importer importer = new Importer(plan);
    try (Connection connection = cluster.open();
        TerminalProgress progress = reporting.progress()) {
      progress.start("import", importer.size());
      return importer.run(connection, new Importer.Choices(create, resume), progress::stepTo);
    }
  }

  private void report(ImportPlan plan, ImportResult result) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("index", index);
    values.put("field", field);
    values.put("bits", plan.form().bitCount());
    values.put("format", plan.form().format().jsonName());
    values.put("dry_run", dryRun);
    values.put("rows", result.rows());
    values.put(dryRun ? "valid" : "indexed", result.indexed());
    values.put("rejected", result.rejected());
    values.put("seconds", result.seconds());
    values.put("codes_per_second", (double) Math.round(result.rows() / result.seconds()));
    if (result.rejected() > 0) {
      values.put("rejects", plan.rejects().toString());
    }
    reporting.result(values);
    reporting.next(
        dryRun
            ? "the same without --dry-run, and with --create if there is no such index"
            : "curl '" + cluster.url() + "/" + index + "/_search?pretty'");
  }
}
