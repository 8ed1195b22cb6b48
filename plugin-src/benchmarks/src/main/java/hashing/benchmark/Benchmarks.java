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
    subcommands = {
      BuildCommand.class,
      EncodersCommand.class,
      FaissCommand.class,
      GrowthCommand.class,
      JmhCommand.class,
      MemoryCommand.class,
      OnnxCommand.class,
      JoinCommand.class,
      OracleCommand.class,
      PackagesCommand.class,
      PassCommand.class,
      PathCodes.class,
      SigningCommand.class,
      SweepCommand.class
    })
public final class Benchmarks {

  Benchmarks() {}

  /** Runs one command; exits with 0, or 1 where it failed, or 2 where it was called wrongly. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmarks()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
