package hashing.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Tries mutated packages in processes, one at a time, and counts what becomes of them. A process
 * that ends before its last package, or says nothing for too long, is a bad outcome of the one that
 * it was at; another goes on behind it.
 */
final class PackageProcesses {

  /** Packages behind which a process is warm; half of them where there are fewer. */
  private static final int WARM = 500;

  private static final int START_SECONDS = 120;

  private final Path root;
  private final long seed;
  private final int seconds;
  private final PackageCounts counts;

  /**
   * @param root the repository
   * @param seconds that a package may take
   */
  PackageProcesses(Path root, long seed, int seconds, PackageCounts counts) {
    this.root = root;
    this.seed = seed;
    this.seconds = seconds;
    this.counts = counts;
  }

  /** What one process said so far. */
  private static final class Said {
    private String begun;
    private int next;
    private ProcessState warm;
    private ProcessState last;
  }

  /** Runs a process over some packages and gives the number behind the last that it tried. */
  int run(int first, int end) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("packages");
    try {
      return run(first, end, folder);
    } finally {
      delete(folder);
    }
  }

  private int run(int first, int end, Path folder) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors.log");
    Process process = start(first, end, folder, errors);
    Said said = new Said();
    said.next = first;
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      readers.execute(() -> read(process, lines));
      while (true) {
        int most = said.begun == null ? START_SECONDS : seconds;
        String line = lines.poll(most, TimeUnit.SECONDS);
        if (line == null || line.isEmpty()) {
          break;
        }
        hear(line, said);
      }
      boolean hung = process.isAlive() && !process.waitFor(2, TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
      return end(said, first, end, hung, process.exitValue(), errors);
    }
  }

  private void hear(String line, Said said) {
    if (line.startsWith("> ")) {
      said.begun = line.substring(2);
    } else if (line.startsWith("< ")) {
      String[] parts = line.split(" ", 5);
      said.next = Integer.parseInt(parts[1]) + 1;
      counts.add(said.begun, Long.parseLong(parts[2]), parts[3], parts[4]);
      said.begun = "";
    } else if (line.startsWith("= ")) {
      said.last = ProcessState.parse(line.substring(2));
      said.warm = said.warm == null ? said.last : said.warm;
    }
  }

  private int end(Said said, int first, int end, boolean hung, int exit, Path errors)
      throws IOException {
    if (said.next == end && said.last != null) {
      counts.add(new PackageCounts.Process(end - first, said.warm, said.last.since(said.warm)));
      return end;
    }
    if (said.begun == null) {
      throw new IOException(
          "the process did not start, exit code " + exit + ": " + Files.readString(errors));
    }
    String text = Files.readString(errors).replaceAll("[^ -~]+", " ");
    String last = text.substring(Math.max(0, text.length() - 300));
    String which = said.begun.isEmpty() ? (said.next - 1) + " - behind it" : said.begun;
    counts.add(which, seconds * 1000L, hung ? "HUNG" : "CRASHED", last);
    return said.begun.isEmpty() ? said.next : said.next + 1;
  }

  /** With a heap that is there from the start, so that what grows is native memory. */
  private Process start(int first, int end, Path folder, Path errors) throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b/c/d"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms512m",
            "-Xmx512m",
            "-XX:+AlwaysPreTouch",
            "-XX:+UseSerialGC",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + inner,
            PackageTrial.class.getName(),
            root.toAbsolutePath().toString(),
            folder.toString(),
            Long.toString(seed),
            Integer.toString(first),
            Integer.toString(end),
            Integer.toString(Math.min(WARM, (end - first) / 2))));
    ProcessBuilder builder = new ProcessBuilder(command).directory(inner.toFile());
    builder.environment().put("CLASSPATH", classPath());
    return builder.redirectError(errors.toFile()).start();
  }

  /** Of this process, for one that runs in another folder. */
  private static String classPath() {
    String separator = System.getProperty("path.separator");
    return Stream.of(System.getProperty("java.class.path").split(separator))
        .map(part -> Path.of(part).toAbsolutePath().toString())
        .reduce((a, b) -> a + separator + b)
        .orElseThrow();
  }

  /** Hands on what the process says, and an empty line at its end. */
  private static void read(Process process, BlockingQueue<String> lines) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!line.isEmpty()) {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      // the process was ended
    }
    lines.add("");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
