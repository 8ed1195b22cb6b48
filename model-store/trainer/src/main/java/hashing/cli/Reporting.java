package hashing.cli;

import com.google.gson.GsonBuilder;
import java.io.Console;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command speaks: results to standard output, as lines or as one JSON object, progress to
 * standard error.
 */
final class Reporting {

  @Option(names = "--json", description = "Print the result as one line of JSON.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "No progress and no hints.")
  private boolean quiet;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** Bars on standard error where a person may look at them. */
  @SuppressWarnings("SystemConsoleNull") // on JDK 25 it is null again where there is no terminal
  TerminalProgress progress() {
    Console console = System.console();
    return new TerminalProgress(console != null && console.isTerminal() && !quiet);
  }

  /** Prints what was found, in order. */
  void result(Map<String, ?> values) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(
          new GsonBuilder().disableHtmlEscaping().create().toJson(new LinkedHashMap<>(values)));
      return;
    }
    int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
    values.forEach(
        (name, value) -> out.println(name + " ".repeat(width - name.length() + 2) + shown(value)));
  }

  /** Prints a line as it is. */
  void line(String line) {
    command.commandLine().getOut().println(line);
  }

  /** Prints text that has its own line ends. */
  void text(String lines) {
    PrintWriter out = command.commandLine().getOut();
    out.print(lines);
    out.flush();
  }

  /** The command to run next, last of all. */
  void next(String next) {
    if (!quiet && !json) {
      command.commandLine().getOut().println("Next: " + next);
    }
  }

  boolean json() {
    return json;
  }

  private static String shown(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString(number.longValue())
          : String.format(Locale.ROOT, "%.4f", number);
    }
    return String.valueOf(value);
  }
}
