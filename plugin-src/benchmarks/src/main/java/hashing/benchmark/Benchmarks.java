package hashing.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The benchmarks, one command each; run by {@code mvn -Pbenchmark -Dbenchmark="COMMAND OPTIONS"}.
 */
@Command(
    name = "benchmark",
    description = "Measures Hamming search against its peers and writes reports.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {EncodersCommand.class, FaissCommand.class, PassCommand.class})
public final class Benchmarks {

  private Benchmarks() {}

  /** Runs one command; exits with 0, or 1 where it failed, or 2 where it was called wrongly. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Benchmarks()).execute(args));
  }
}
