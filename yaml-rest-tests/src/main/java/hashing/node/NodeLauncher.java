package hashing.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Starts a node before the integration tests and stops it behind them.
 *
 * <p>Arguments: {@code start --home DISTRIBUTION --work FOLDER --plugin ZIP... --models FOLDER
 * --models FOLDER}, or {@code stop --home DISTRIBUTION --work FOLDER}. A node that an aborted build
 * left running in the folder is stopped before a new one starts.
 */
public final class NodeLauncher {

  private NodeLauncher() {}

  /** See the class. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length % 2 == 0) {
      throw new IllegalArgumentException(
          "Found " + String.join(" ", args) + ", allowed: start, stop");
    }
    Map<String, List<Path>> options = new HashMap<>();
    for (int i = 1; i < args.length; i += 2) {
      options
          .computeIfAbsent(args[i], name -> new ArrayList<>())
          .add(Path.of(args[i + 1]).toAbsolutePath().normalize());
    }
    NodeFolder folder =
        new NodeFolder(options.get("--home").getFirst(), options.get("--work").getFirst());
    Optional<RunningNode> running = RunningNode.find(folder);
    if (running.isPresent()) {
      running.get().stop();
    }
    switch (args[0]) {
      case "stop" -> {}
      case "start" -> start(folder, options.get("--plugin"), options.get("--models"));
      default -> throw new IllegalArgumentException("Found " + args[0] + ", allowed: start, stop");
    }
  }

  private static void start(NodeFolder folder, List<Path> plugins, List<Path> models)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    folder.prepare(plugins, models, "0");
    RunningNode node = RunningNode.start(folder);
    System.out.printf(
        Locale.ROOT,
        "Node up in %d s at %s, process %d, log %s%n",
        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
        node.uri(),
        node.pid(),
        folder.output());
  }
}
