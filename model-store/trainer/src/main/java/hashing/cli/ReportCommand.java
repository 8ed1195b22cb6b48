package hashing.cli;

import hashing.method.Methods;
import hashing.report.Cell;
import hashing.report.CellFile;
import hashing.report.CellResult;
import hashing.report.CellRun;
import hashing.report.ComparisonReport;
import hashing.train.Options;
import hashing.train.data.DataDivision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains all methods on all data sets with all seeds, and writes how they compare. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Compares methods: each is trained with each number of bits on each data set with each seed.",
      "A finished training is a line of OUT/cells.jsonl and is not done again, so that the same",
      "command goes on after Ctrl-C. Writes OUT/report.html, OUT/report.md and plots."
    },
    footer = {
      "",
      "Examples:",
      "  hashing report --out comparison",
      "  hashing report --methods itq,csq --bits 32 --data fashion-mnist --seeds 1 --out small",
      "  hashing report --data debian-descriptions:minilm --set csq.epochs=10 --out text",
      "  hashing report --data json-lines --from items.jsonl --methods itq,csq --out own",
      "  hashing report --out comparison --write-only"
    })
final class ReportCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Option(
      names = "--methods",
      paramLabel = "ID",
      split = ",",
      description = "Methods to compare: ${COMPLETION-CANDIDATES}. Default: all.",
      completionCandidates = MethodNames.class)
  private List<String> methods = Methods.all().stream().map(Methods.Method::id).toList();

  @Option(
      names = "--bits",
      paramLabel = "N",
      split = ",",
      defaultValue = "16,32,48,64",
      description = "Bits of a code. Default: ${DEFAULT-VALUE}.")
  private List<Integer> bits;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      split = ",",
      defaultValue = "1,2,3",
      description =
          "Seeds; the first is done for all data before the next. Default: ${DEFAULT-VALUE}.")
  private List<Long> seeds;

  @Mixin private ReportData data;

  @Option(
      names = "--train-items",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Items to train on, at most. Default: ${DEFAULT-VALUE}.")
  private int trainItems;

  @Option(
      names = "--database-items",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "Items of the training part to search, those trained on first. Default: ${DEFAULT-VALUE}.")
  private int databaseItems;

  @Option(
      names = "--queries",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Held-out items to ask with. Default: ${DEFAULT-VALUE}.")
  private int queries;

  @Option(
      names = "--set",
      paramLabel = "METHOD.NAME=VALUE",
      description = "A hyper-parameter of one method; may be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--out", required = true, paramLabel = "FOLDER", description = "Where to write.")
  private Path out;

  @Option(
      names = "--write-only",
      description = "Train nothing; write the report of what is finished.")
  private boolean writeOnly;

  @Override
  public Integer call() throws IOException {
    check();
    List<Cell> cells = cells();
    Files.createDirectories(out);
    CellFile file = new CellFile(out.resolve("cells.jsonl"));
    if (!writeOnly) {
      train(cells, file);
    }
    List<CellResult> finished = file.of(cells);
    int missing = cells.size() - finished.size();
    ComparisonReport.write(out, finished, missing);
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("cells", finished.size());
    result.put("refused", finished.stream().filter(cell -> cell.refused() != null).count());
    result.put("missing", missing);
    result.put("report", out.resolve("report.html").toString());
    reporting.result(result);
    return 0;
  }

  private void check() {
    positive("--train-items", trainItems);
    positive("--queries", queries);
    if (databaseItems < trainItems) {
      throw new IllegalArgumentException(
          "[--database-items] is ["
              + databaseItems
              + "]; it must be at least [--train-items], ["
              + trainItems
              + "]");
    }
    for (String setting : settings.keySet()) {
      String method = setting.replaceFirst("\\..*", "");
      if (method.equals(setting) || !methods.contains(method)) {
        throw new IllegalArgumentException(
            "[--set] has [" + setting + "]; METHOD.NAME with METHOD of " + methods + " is allowed");
      }
    }
    for (String method : methods) {
      for (int count : bits) {
        Methods.get(method).trainer(count, 1, new Options(settings(method)));
      }
    }
  }

  private static void positive(String option, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("[" + option + "] is [" + value + "]; it must be above 0");
    }
  }

  private Map<String, String> settings(String method) {
    Map<String, String> own = new LinkedHashMap<>();
    settings.forEach((name, value) -> {
      if (name.startsWith(method + ".")) {
        own.put(name.substring(method.length() + 1), value);
      }
    });
    return own;
  }

  private List<Cell> cells() throws IOException {
    List<Cell> cells = new ArrayList<>();
    List<ReportData.Named> all = data.all(reporting);
    for (long seed : seeds) {
      for (ReportData.Named named : all) {
        for (int count : bits) {
          for (String method : methods) {
            cells.add(
                new Cell(
                    method,
                    count,
                    named.name(),
                    named.features(),
                    seed,
                    trainItems,
                    databaseItems,
                    queries,
                    data.validation(),
                    settings(method)));
          }
        }
      }
    }
    return cells;
  }

  private void train(List<Cell> cells, CellFile file) throws IOException {
    int number = 0;
    for (Cell cell : cells) {
      number++;
      if (file.has(cell)) {
        continue;
      }
      DataDivision division = data.of(cell, reporting);
      String name =
          String.format(
              Locale.ROOT,
              "%d/%d %s %d %s seed %d: ",
              number,
              cells.size(),
              cell.method(),
              cell.bits(),
              cell.data(),
              cell.seed());
      try (TerminalProgress progress = reporting.progress()) {
        file.add(CellRun.of(cell, division, progress.within(name)));
      }
    }
  }
}
