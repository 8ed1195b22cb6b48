package hashing.cli;

import hashing.store.ModelPackage;
import hashing.train.PackageCodes;
import hashing.train.data.DataDivision;
import hashing.train.data.LabelledVectors;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.eval.RetrievalMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures a package's codes: test items as queries, training items as the database. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Measures a model package on a data set.",
      "Queries are of the test part, the database is the training part; tied distances count as",
      "the mean over all their orders. --held-out searches test items that are no queries."
    },
    footer = {
      "",
      "Examples:",
      "  hashing evaluate --model itq.zip --data fashion-mnist",
      "  hashing evaluate --model fashion.zip --data fashion-mnist --limit-queries 100 --json"
    })
final class EvaluateCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;
  @Mixin private DataOptions data;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Package.")
  private Path model;

  @Option(
      names = "--limit-queries",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "So many queries, as many of each class where that goes up. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = "--held-out",
      description = "Search the test items that are no queries: none was trained on.")
  private boolean heldOut;

  @Option(
      names = "--cutoffs",
      paramLabel = "K",
      split = ",",
      defaultValue = "10,100,1000",
      description = "Cut-offs of the figures. Default: ${DEFAULT-VALUE}.")
  private List<Integer> cutoffs;

  @Override
  public Integer call() throws IOException {
    if (limit < 1) {
      throw new IllegalArgumentException(
          "[--limit-queries] is [" + limit + "]; it must be above 0");
    }
    RetrievalEvaluator evaluator = new RetrievalEvaluator(cutoffs);
    ModelPackage loaded = ModelFile.read(model);
    DataDivision division = data.load(reporting);
    LabelledVectors queries = division.held().spread(limit);
    LabelledVectors database = heldOut ? division.held().without(queries) : division.train();
    RetrievalMetrics metrics;
    try (TerminalProgress progress = reporting.progress()) {
      CodedItems codedQueries = coded(loaded, queries, "encode queries", progress);
      CodedItems codedDatabase = coded(loaded, database, "encode database", progress);
      progress.start("search", queries.size());
      metrics =
          evaluator.evaluate(
              codedQueries, codedDatabase, RetrievalEvaluator.Overlap.REFUSED, progress::stepTo);
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", loaded.manifest().name().toString());
    result.put("method", loaded.manifest().method());
    result.put("bits", loaded.manifest().bits());
    result.put("database_part", heldOut ? "test without queries" : "train");
    result.putAll(metrics.asMap());
    reporting.result(result);
    reporting.next("hashing encode --model " + model + " --in IMAGES --out codes.npy");
    return 0;
  }

  private static CodedItems coded(
      ModelPackage model, LabelledVectors rows, String stage, TerminalProgress progress) {
    progress.start(stage, rows.size());
    byte[][] codes = PackageCodes.of(model, rows, progress::stepTo);
    return CodedItems.of(rows, model.manifest().bits(), codes);
  }
}
