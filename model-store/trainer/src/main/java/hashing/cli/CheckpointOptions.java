package hashing.cli;

import hashing.method.Methods;
import hashing.train.CheckpointFile;
import hashing.train.HashTrainer;
import hashing.train.Options;
import hashing.train.Progress;
import hashing.train.ResumableTrainer;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a training can be left and taken up again. */
final class CheckpointOptions {

  @Option(
      names = "--resume",
      description =
          "Go on from the checkpoint that an ended training of the same call left; the result is"
              + " that of a training never ended.")
  private boolean resume;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Written after each round and taken away at the end. Default: that of --out with"
              + " .checkpoint behind it.")
  private Path file;

  @Option(
      names = "--stop-after",
      paramLabel = "N",
      description = "Stop after so many rounds with exit code 3, leaving the checkpoint.")
  private Integer stopAfter;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private CheckpointFile checkpoint;

  /**
   * Refuses what does not fit the method, before data are loaded.
   *
   * @throws IllegalArgumentException if the method has no rounds, or a checkpoint is missing or in
   *     the way
   */
  void check(HashTrainer trainer, Path out) {
    if (stopAfter != null && stopAfter < 1) {
      throw new IllegalArgumentException(
          "[--stop-after] is [" + stopAfter + "]; it must be above 0");
    }
    if (!(trainer instanceof ResumableTrainer)) {
      if (resume || stopAfter != null || file != null) {
        throw new IllegalArgumentException(
            (resume ? "[--resume]" : stopAfter != null ? "[--stop-after]" : "[--checkpoint]")
                + ": method ["
                + trainer.method()
                + "] has no rounds to go on from; "
                + resumable()
                + " have");
      }
      return;
    }
    boolean there = Files.exists(file(out));
    if (resume && !there) {
      throw new IllegalArgumentException(
          "[--resume]: no checkpoint [" + file(out) + "]; leave it out to begin");
    }
    if (!resume && there) {
      throw new IllegalArgumentException(
          "[" + file(out) + "] is there; --resume goes on from it, without it a training begins");
    }
  }

  private static List<String> resumable() {
    return Methods.all().stream()
        .filter(method -> method.trainer(16, 1, new Options(Map.of())) instanceof ResumableTrainer)
        .map(Methods.Method::id)
        .toList();
  }

  private Path file(Path out) {
    return file != null ? file : out.resolveSibling(out.getFileName() + ".checkpoint");
  }

  /**
   * Trains; a process that is told to end says how to go on.
   *
   * @throws CheckpointFile.Stopped after the rounds that were asked for
   */
  TrainedEncoder train(HashTrainer trainer, LabelledVectors data, Progress progress, Path out)
      throws IOException {
    if (!(trainer instanceof ResumableTrainer resumableTrainer)) {
      return trainer.train(data, progress);
    }
    checkpoint = new CheckpointFile(file(out), trainer, data, stopAfter == null ? 0 : stopAfter);
    if (resume) {
      checkpoint.resume();
    }
    ShutdownWords words = new ShutdownWords(this::sayHowToGoOn);
    try {
      return resumableTrainer.train(data, progress, checkpoint);
    } finally {
      words.close();
    }
  }

  private void sayHowToGoOn() {
    PrintWriter err = command.commandLine().getErr();
    err.println();
    err.println(
        checkpoint.rounds() == 0
            ? "hashing: interrupted before the first round was done; there is no checkpoint"
            : "hashing: interrupted after round "
                + checkpoint.rounds()
                + "; go on with: "
                + goOn());
    err.flush();
  }

  /** Rounds done in all, where the training stopped. */
  int rounds() {
    return checkpoint.rounds();
  }

  Path written() {
    return checkpoint.file();
  }

  /** The call that goes on from the checkpoint. */
  String goOn() {
    List<String> arguments =
        new ArrayList<>(command.root().commandLine().getParseResult().originalArgs());
    if (!resume) {
      arguments.add("--resume");
    }
    return "hashing "
        + arguments.stream().map(CheckpointOptions::quoted).collect(Collectors.joining(" "));
  }

  /** As a shell takes it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./~-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  /** The package is written. */
  void done() throws IOException {
    if (checkpoint != null) {
      checkpoint.delete();
    }
  }
}
