package hashing.node;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A node that answers.
 *
 * @param pid its process
 * @param started when that process started, so that a pid given away again is not taken for it
 * @param port where it listens on 127.0.0.1
 */
public record RunningNode(long pid, String started, int port) {

  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final int LOG_LINES = 80;

  /** Starts a prepared node, or one that was stopped, and waits until its cluster is healthy. */
  public static RunningNode start(NodeFolder folder) throws IOException, InterruptedException {
    Files.deleteIfExists(folder.ports());
    Path temporary = temporaryFolder(folder);
    List<String> command =
        Account.concat(
            Account.prefix(folder.work(), folder.home(), temporary),
            List.of(folder.home().resolve("bin").resolve("opensearch").toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(folder.output().toFile());
    builder.environment().putAll(folder.environment());
    builder.environment().put("OPENSEARCH_JAVA_OPTS", "-Xms1g -Xmx1g");
    builder.environment().put("OPENSEARCH_TMPDIR", temporary.toString());
    Process process = builder.start();
    boolean healthy = false;
    try {
      RunningNode node =
          new RunningNode(process.pid(), started(process.toHandle()), awaitPort(folder, process));
      node.awaitHealth(process);
      node.remember(folder);
      healthy = true;
      return node;
    } finally {
      if (!healthy) {
        process.destroyForcibly();
        printTail(folder.output());
      }
    }
  }

  /** The node that {@link #start} left in a folder, where it still runs. */
  public static Optional<RunningNode> find(NodeFolder folder) throws IOException {
    if (!Files.exists(folder.properties())) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(folder.properties())) {
      properties.load(reader);
    }
    RunningNode node =
        new RunningNode(
            Long.parseLong(properties.getProperty("pid")),
            properties.getProperty("started"),
            Integer.parseInt(properties.getProperty("port")));
    return node.process().map(running -> node);
  }

  /** Where it answers. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Ends the process, by force where it does not listen. */
  public void stop() throws InterruptedException {
    Optional<ProcessHandle> process = process();
    if (process.isEmpty()) {
      return;
    }
    process.get().destroy();
    try {
      process.get().onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      process.get().destroyForcibly();
    }
  }

  private Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid).filter(handle -> started(handle).equals(started));
  }

  private static String started(ProcessHandle handle) {
    return handle.info().startInstant().map(Object::toString).orElse("");
  }

  /** The JVM's options are split at spaces, so its temporary folder may have none in its name. */
  private static Path temporaryFolder(NodeFolder folder) throws IOException {
    Path inside = folder.work().resolve("tmp");
    return inside.toString().contains(" ")
        ? Files.createTempDirectory("hashing-node")
        : Files.createDirectories(inside);
  }

  private static int awaitPort(NodeFolder folder, Process process)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!Files.exists(folder.ports())) {
      checkAlive(process, deadline);
      Thread.sleep(200);
    }
    String address = Files.readString(folder.ports()).lines().findFirst().orElseThrow();
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }

  private void awaitHealth(Process process) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/_cluster/health?wait_for_status=yellow&timeout=5s"))
            .timeout(Duration.ofSeconds(10))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client, request)) {
        checkAlive(process, deadline);
        Thread.sleep(200);
      }
    }
  }

  private static boolean answers(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void checkAlive(Process process, long deadline) throws IOException {
    if (!process.isAlive()) {
      throw new IOException("The node ended with exit status " + process.exitValue());
    }
    if (System.nanoTime() > deadline) {
      throw new IOException("The node was not healthy within " + START.toSeconds() + " s");
    }
  }

  private void remember(NodeFolder folder) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("pid", Long.toString(pid));
    properties.setProperty("started", started);
    properties.setProperty("port", Integer.toString(port));
    try (Writer writer = Files.newBufferedWriter(folder.properties())) {
      properties.store(writer, null);
    }
  }

  private static void printTail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    lines.stream().skip(Math.max(0, lines.size() - LOG_LINES)).forEach(System.err::println);
    System.err.println("The whole log: " + log);
  }
}
