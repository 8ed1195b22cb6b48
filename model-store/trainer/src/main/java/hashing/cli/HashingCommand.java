package hashing.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command; what it is called with decides all else. */
@Command(
    name = "hashing",
    mixinStandardHelpOptions = true,
    version = "hashing 1.0.0-SNAPSHOT",
    description =
        "Trains encoders that turn images, texts and vectors into binary codes, and brings codes into an"
            + " index.",
    subcommands = {
      TrainCommand.class,
      EvaluateCommand.class,
      EncodeCommand.class,
      ReportCommand.class,
      FingerprintCommand.class,
      FetchCommand.class,
      ImportCommand.class,
      HyperplanesCommand.class,
      ListCommand.class,
      CompletionCommand.class,
      KeysCommand.class,
      SignCommand.class,
      VerifyCommand.class,
      SignatureRateCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 called wrongly, 3 stopped as asked, 130 interrupted.",
      "NO_COLOR switches colours off.",
      "",
      "Start with: hashing train --method itq --data fashion-mnist --bits 64 --out itq.zip"
    })
public final class HashingCommand {

  private HashingCommand() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command with its error handling; {@code execute} gives the exit code. */
  static CommandLine commandLine() {
    CommandLine all =
        new CommandLine(new HashingCommand())
            .setUsageHelpWidth(100)
            .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    all.getSubcommands().forEach((name, command) -> addExitCodes(name, command));
    return all;
  }

  private static void addExitCodes(String name, CommandLine command) {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "done");
    codes.put("1", "failed: a file, a cluster, or what was to be verified");
    codes.put("2", "called wrongly");
    if (name.equals("train")) {
      codes.put(Integer.toString(TrainCommand.STOPPED), "stopped by --stop-after");
      codes.put("130", "interrupted; the checkpoint has the last finished round");
    }
    command
        .getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(codes);
  }

  /** One line for what a user can mend, a stack trace for what only we can. */
  private static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    return switch (failure) {
      case IllegalArgumentException bad -> {
        err.println(command.getColorScheme().errorText("hashing: " + bad.getMessage()));
        yield CommandLine.ExitCode.USAGE;
      }
      case NoSuchFileException missing -> {
        err.println(
            command.getColorScheme().errorText("hashing: no file [" + missing.getFile() + "]"));
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case IOException io -> {
        err.println(command.getColorScheme().errorText("hashing: " + io.getMessage()));
        yield CommandLine.ExitCode.SOFTWARE;
      }
      case UncheckedIOException io -> {
        err.println(command.getColorScheme().errorText("hashing: " + io.getMessage()));
        yield CommandLine.ExitCode.SOFTWARE;
      }
      default -> {
        command
            .getColorScheme()
            .richStackTraceString(failure)
            .toString()
            .lines()
            .forEach(err::println);
        yield CommandLine.ExitCode.SOFTWARE;
      }
    };
  }
}
