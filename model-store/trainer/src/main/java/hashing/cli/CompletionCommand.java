package hashing.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands, options, methods and data sets. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints a script for bash and zsh that completes what is typed.",
    footer = {
      "",
      "Examples:",
      "  source <(hashing completion)",
      "  hashing completion > ~/.local/share/bash-completion/completions/hashing"
    })
final class CompletionCommand implements Callable<Integer> {

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    command
        .commandLine()
        .getOut()
        .print(AutoComplete.bash("hashing", command.root().commandLine()));
    command.commandLine().getOut().flush();
    return 0;
  }
}
