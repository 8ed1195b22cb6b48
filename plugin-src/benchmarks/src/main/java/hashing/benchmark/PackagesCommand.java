package hashing.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Mutated packages, tried in processes of their own: each must be refused, or load and encode.
 * Fails where one throws anything else than a refusal, ends its process, takes longer than it may,
 * or where a process holds much more memory at its end than after its first packages.
 */
@Command(
    name = "packages",
    mixinStandardHelpOptions = true,
    description = "Tries hostile packages and counts what becomes of them.")
final class PackagesCommand implements Callable<Integer> {

  private static final int SETTLED = 200;

  @Option(names = "--count", defaultValue = "10000", description = "Packages (${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--seed", defaultValue = "20261121", description = "Seed (${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--process",
      defaultValue = "2500",
      description = "Packages of one process at most (${DEFAULT-VALUE}).")
  private int perProcess;

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "That one may take (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--growth",
      defaultValue = "300",
      description = "Megabytes by which a process may grow (${DEFAULT-VALUE}).")
  private int growth;

  @Option(
      names = "--repository",
      defaultValue = "../..",
      description = "Where the project lies (${DEFAULT-VALUE}).")
  private Path root;

  @Option(names = "--work", description = "Not used: nothing is written but the report.")
  private Path work;

  @Option(names = "--report", defaultValue = "target/packages.json", description = "Report.")
  private Path file;

  private final PackageCounts counts = new PackageCounts();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, byte[]> seeds = SeedPackages.all(root);
    Report report = new Report("packages --count " + count + " --seed " + seed);
    seeds.forEach((name, zip) -> report.data(PackageCounts.described(name, zip)));
    for (int next = 0; next < count; ) {
      next = runFrom(next, Math.min(count, next + perProcess));
      System.out.println(next + " of " + count + ": " + counts.total());
    }
    counts.write(report);
    report.write(file);
    counts.bad().forEach(System.out::println);
    return counts.bad().isEmpty() && counts.grownMegabytes() <= growth ? 0 : 1;
  }

  /** Runs a process over some packages and gives the number behind the last that it tried. */
  private int runFrom(int first, int end) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("packages", ".log");
    errors.toFile().deleteOnExit();
    Process process = start(first, end, errors);
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    readers.execute(() -> read(process, lines));
    String begun = null;
    int next = first;
    long settled = 0;
    long resident = 0;
    while (true) {
      String line = lines.poll(begun == null ? 120 : seconds, TimeUnit.SECONDS);
      if (line == null || line.isEmpty()) {
        break;
      }
      if (line.startsWith("> ")) {
        begun = line.substring(2);
      } else if (line.startsWith("< ")) {
        String[] parts = line.split(" ", 6);
        next = Integer.parseInt(parts[1]) + 1;
        resident = Long.parseLong(parts[3]);
        settled = next - first == SETTLED ? resident : settled;
        counts.add(begun, Long.parseLong(parts[2]), parts[4], parts.length > 5 ? parts[5] : "");
        begun = "";
      }
    }
    boolean hung = process.isAlive() && !process.waitFor(2, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    readers.close();
    if (settled > 0) {
      counts.grown((resident - settled) / 1024, resident / 1024);
    }
    if (next < end) {
      if (begun == null) {
        throw new IOException(
            "the process did not start, exit code "
                + process.exitValue()
                + ": "
                + Files.readString(errors));
      }
      if (begun.isEmpty()) {
        return next; // ended between two of them: another goes on
      }
      String said = Files.readString(errors).replaceAll("[^ -~]+", " ");
      String last = said.substring(Math.max(0, said.length() - 300));
      counts.add(begun, seconds * 1000L, hung ? "HUNG" : "CRASHED", last);
      next++;
    }
    return next;
  }

  private Process start(int first, int end, Path errors) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.awt.headless=true",
            PackageTrial.class.getName(),
            root.toString(),
            Long.toString(seed),
            Integer.toString(first),
            Integer.toString(end)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.redirectError(errors.toFile()).start();
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
}
