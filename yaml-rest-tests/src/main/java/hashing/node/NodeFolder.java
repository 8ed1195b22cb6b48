package hashing.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a node runs from: an unpacked distribution, shared by all of them, and a folder of its own
 * for configuration, data, logs, snapshots and temporary files.
 *
 * @param home the unpacked distribution
 * @param work the node's own folder, emptied by {@link #prepare}
 */
public record NodeFolder(Path home, Path work) {

  /** The plugin's name in its descriptor. */
  private static final String PLUGIN = "opensearch-hashing";

  Path config() {
    return work.resolve("config");
  }

  /** Everything that the node prints. */
  public Path output() {
    return work.resolve("node.log");
  }

  /** Where the node says which port it listens on, once it does. */
  Path ports() {
    return work.resolve("logs").resolve("http.ports");
  }

  /** Where {@link RunningNode} is remembered between two runs of the launcher. */
  Path properties() {
    return work.resolve("node.properties");
  }

  /**
   * Makes a fresh node: the distribution's own configuration and our settings, the plugin installed
   * by the distribution's own command, the model packages where the plugin looks for them.
   *
   * @param plugins zips of the plugins to install, no others are left
   * @param models folders with model packages; may be absent
   * @param httpPort a port, a range of which the first free one is taken, or 0 for any
   */
  public void prepare(List<Path> plugins, List<Path> models, String httpPort)
      throws IOException, InterruptedException {
    for (Path plugin : plugins) {
      if (!Files.isRegularFile(plugin)) {
        throw new IOException("No plugin at " + plugin + ": package the module plugin-src first");
      }
    }
    delete(work);
    for (String folder : List.of("data", "logs", "snapshots")) {
      Files.createDirectories(work.resolve(folder));
    }
    copy(home.resolve("config"), config());
    Files.writeString(config().resolve("opensearch.yml"), settings(httpPort));
    makeExecutable();
    delete(home.resolve("plugins"));
    Files.createDirectories(home.resolve("plugins"));
    for (Path plugin : plugins) {
      install(plugin);
    }
    Path modelFolder = Files.createDirectories(config().resolve(PLUGIN).resolve("models"));
    for (Path folder : models) {
      if (Files.isDirectory(folder)) {
        copyPackages(folder, modelFolder);
      }
    }
  }

  private String settings(String httpPort) {
    return String.format(
        Locale.ROOT,
        """
        cluster.name: hashing
        node.name: node-1
        node.portsfile: true
        network.host: 127.0.0.1
        http.port: "%s"
        transport.port: 0
        discovery.type: single-node
        cluster.routing.allocation.disk.threshold_enabled: false
        path.data: %s
        path.logs: %s
        path.repo: %s
        """,
        httpPort,
        quoted("data"),
        quoted("logs"),
        quoted("snapshots"));
  }

  /** A folder of the node as a string of YAML. */
  private String quoted(String folder) {
    return '"' + work.resolve(folder).toString().replace("\\", "\\\\") + '"';
  }

  private void install(Path plugin) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve("opensearch-plugin").toString());
    command.addAll(List.of("install", "--batch", plugin.toUri().toString()));
    Path log = work.resolve("install.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile()).environment().putAll(environment());
    int exit = builder.start().waitFor();
    if (exit != 0) {
      throw new IOException("opensearch-plugin failed: " + Files.readString(log).trim());
    }
  }

  /** The environment of the distribution's commands: the JDK that runs us, our configuration. */
  Map<String, String> environment() {
    return Map.of(
        "OPENSEARCH_JAVA_HOME", System.getProperty("java.home"),
        "OPENSEARCH_PATH_CONF", config().toString());
  }

  private void makeExecutable() throws IOException {
    try (Stream<Path> commands = Files.list(home.resolve("bin"))) {
      for (Path command : commands.toList()) {
        if (!command.toFile().setExecutable(true)) {
          throw new IOException("Cannot make executable: " + command);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private static void copyPackages(Path from, Path to) throws IOException {
    try (DirectoryStream<Path> packages = Files.newDirectoryStream(from, "*.zip")) {
      for (Path file : packages) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(NodeFolder::deleteOne);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
