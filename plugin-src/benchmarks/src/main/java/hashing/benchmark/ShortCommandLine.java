package hashing.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs this program again with its class path in the environment. ONNX Runtime 1.29.0 crashes the
 * process when it is loaded where the class path makes the command line some 8,000 characters long.
 */
final class ShortCommandLine {

  private static final String VARIABLE = "CLASSPATH";

  private ShortCommandLine() {}

  /** Whether the class path is in the environment already. */
  static boolean isShort() {
    return System.getProperty("java.class.path").equals(System.getenv(VARIABLE));
  }

  /** Runs a command and gives its exit code. */
  static int run(String[] args) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add(Benchmarks.class.getName());
    command.addAll(List.of(args));
    ProcessBuilder again = new ProcessBuilder(command).inheritIO();
    again.environment().put(VARIABLE, System.getProperty("java.class.path"));
    return again.start().waitFor();
  }
}
