package hashing.cli;

import hashing.method.Methods;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageWriter;
import hashing.train.Agreement;
import hashing.train.CheckpointFile;
import hashing.train.HashTrainer;
import hashing.train.Options;
import hashing.train.PackageExport;
import hashing.train.TrainedEncoder;
import hashing.train.data.DataDivision;
import hashing.train.data.LabelledVectors;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import hashing.train.eval.RetrievalMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains an encoder on the training part, measures it on the test part, writes its package. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains an encoder and writes its model package.",
    footer = {
      "",
      "Examples:",
      "  hashing train --method itq --data fashion-mnist --bits 32 --out itq.zip",
      "  hashing train --method csq --data fashion-mnist --bits 64 --seed 1 --epochs 30 \\",
      "      --name fashion@1 --out fashion.zip",
      "  hashing train --method csq --data fashion-mnist --bits 64 --set hidden=256 --out c.zip",
      "  hashing train --method itq --data debian-descriptions --features minilm --bits 64 \\",
      "      --out text.zip",
      "  hashing train --method itq --data json-lines --from notes.jsonl --label-field tags \\",
      "      --bits 64 --out notes.zip",
      "",
      "Ctrl-C leaves FILE.checkpoint with the last finished round of a method that has rounds, and",
      "prints the call that goes on."
    })
final class TrainCommand implements Callable<Integer> {

  /** Exit code of a training that {@code --stop-after} ended. */
  static final int STOPPED = 3;

  private static final int QUERIES = 1000;

  @Mixin private Reporting reporting;
  @Mixin private DataOptions data;
  @Mixin private CheckpointOptions checkpoints;

  @Option(
      names = "--method",
      required = true,
      paramLabel = "ID",
      description = "How to train: ${COMPLETION-CANDIDATES}; `hashing list` says what they do.",
      completionCandidates = MethodNames.class)
  private String method;

  @Option(names = "--bits", required = true, paramLabel = "N", description = "Bits of a code.")
  private int bits;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of all chance. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--epochs", paramLabel = "N", description = "Short for --set epochs=N.")
  private Integer epochs;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A hyper-parameter of the method; may be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--name",
      paramLabel = "ID@VERSION",
      description = "Name of the model. Default: that of the file, version 1.")
  private String name;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Package to write; a file of that name is replaced.")
  private Path out;

  @Option(
      names = "--test-codes",
      paramLabel = "FILE",
      description = "Also write the codes of all test items, one behind the other.")
  private Path testCodes;

  @Option(
      names = "--solved-codes",
      paramLabel = "FILE.npy",
      description =
          "Also write the codes that the method itself finds for the training items (adsh).")
  private Path solvedCodes;

  @Override
  public Integer call() throws IOException {
    if (epochs != null) {
      settings.put("epochs", epochs.toString());
    }
    HashTrainer trainer = Methods.get(method).trainer(bits, seed, new Options(settings));
    if (solvedCodes != null && !trainer.solvesCodes()) {
      throw new IllegalArgumentException(
          "[--solved-codes]: method [" + method + "] finds none; [adsh] does");
    }
    ModelName modelName = modelName();
    checkpoints.check(trainer, out);
    DataDivision division = data.load(reporting, false);
    LabelledVectors train = division.train();
    LabelledVectors test = division.held();
    LabelledVectors queries = test.spread(QUERIES);
    long start = System.nanoTime();
    TrainedEncoder encoder;
    try (TerminalProgress progress = reporting.progress()) {
      encoder = checkpoints.train(trainer, train, progress, out);
    } catch (CheckpointFile.Stopped stopped) {
      return reportStop();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    RetrievalMetrics metrics =
        new RetrievalEvaluator(List.of(100, 1000))
            .evaluate(CodedItems.of(queries, encoder), CodedItems.of(train, encoder));
    if (solvedCodes != null) {
      Files.write(solvedCodes, CodeFiles.numpy(List.of(encoder.solvedCodes())));
    }
    Map<String, Double> found = new LinkedHashMap<>(metrics.asMap());
    if (trainer.solvesCodes()) {
      CodedItems solved = CodedItems.of(train, bits, encoder.solvedCodes());
      found.put(
          "map_solved",
          new RetrievalEvaluator(List.of())
              .evaluate(CodedItems.of(queries, encoder), solved)
              .map());
    }
    TrainedEncoder measured = encoder.with(encoder.card().with(found));
    ModelPackage model = PackageExport.of(measured, modelName, train.input(), division.entries());
    byte[] bytes = PackageWriter.write(model);
    Files.write(out, bytes);
    if (testCodes != null) {
      Files.write(testCodes, concatenated(encoder.encode(test.rows())));
    }
    checkpoints.done();
    report(model, seconds, bytes.length, Agreement.of(encoder, model, division));
    return 0;
  }

  private int reportStop() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("stopped_after_round", checkpoints.rounds());
    result.put("checkpoint", checkpoints.written().toString());
    reporting.result(result);
    reporting.next(checkpoints.goOn());
    return STOPPED;
  }

  private ModelName modelName() {
    if (name != null) {
      ModelName parsed = ModelName.parse(name);
      if (parsed.version() == null) {
        throw new IllegalArgumentException("[--name] is [" + name + "]; ID@VERSION is allowed");
      }
      return parsed;
    }
    return new ModelName(out.getFileName().toString().replaceFirst("\\.zip$", ""), "1");
  }

  private static byte[] concatenated(byte[][] codes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] code : codes) {
      all.writeBytes(code);
    }
    return all.toByteArray();
  }

  private void report(ModelPackage model, double seconds, int bytes, Agreement agreement) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", model.manifest().name().toString());
    result.put("method", model.manifest().method());
    result.put("bits", model.manifest().bits());
    result.put("seed", seed);
    result.putAll(model.manifest().metrics());
    result.put("codes_compared_with_package", agreement.codes());
    result.put("bits_different_in_package", agreement.bitsDifferent());
    result.put("train_seconds", seconds);
    result.put("file", out.toString());
    result.put("bytes", bytes);
    reporting.result(result);
    reporting.next("hashing evaluate --model " + out + " " + data.asArguments());
  }
}
