package hashing.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Mutated packages, tried in processes of their own: each must be refused with a reason, or load
 * and encode where it is not one that must be refused. Fails where one throws anything else than a
 * refusal, ends its process, takes longer than it may, or where a process holds more at its end
 * than after its first packages: memory by the operating system's word, heap after a collection,
 * threads, open files, or files in the folder that it may write to.
 */
@Command(
    name = "packages",
    mixinStandardHelpOptions = true,
    description = "Tries hostile packages and counts what becomes of them.")
final class PackagesCommand implements Callable<Integer> {

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
      defaultValue = "32",
      description = "Megabytes of memory that a process may hold more (${DEFAULT-VALUE}).")
  private int growth;

  @Option(
      names = "--heap-growth",
      defaultValue = "8",
      description = "Megabytes of heap that a process may hold more (${DEFAULT-VALUE}).")
  private int heapGrowth;

  @Option(
      names = "--node",
      description =
          "Uploads them to this node, which is for tests alone, http://127.0.0.1:9200 for example,"
              + " and opens hostile connections to it. --growth is what it may hold more.")
  private URI node;

  @Option(
      names = "--repository",
      defaultValue = "../..",
      description = "Where the project lies (${DEFAULT-VALUE}).")
  private Path root;

  @Option(names = "--work", description = "Not used: nothing is written but the report.")
  private Path work;

  @Option(names = "--report", defaultValue = "target/packages.json", description = "Report.")
  private Path file;

  @Override
  public Integer call() throws IOException, InterruptedException {
    System.out.println("seed " + seed);
    Report report =
        new Report(
            "packages --count "
                + count
                + " --seed "
                + seed
                + (node == null ? "" : " --node --growth " + growth));
    List<String> bad = node == null ? tryProcesses(report) : tryNode(report);
    report.write(file);
    bad.forEach(System.out::println);
    return bad.isEmpty() ? 0 : 1;
  }

  private List<String> tryProcesses(Report report) throws IOException, InterruptedException {
    Map<String, byte[]> seeds = SeedPackages.all(root);
    seeds.forEach((name, zip) -> report.data(PackageCounts.described(name, zip)));
    PackageCounts counts = new PackageCounts();
    PackageProcesses processes = new PackageProcesses(root, seed, seconds, counts);
    for (int next = 0; next < count; ) {
      next = processes.run(next, Math.min(count, next + perProcess));
      System.out.println(next + " of " + count + ": " + counts.total());
    }
    ProcessState most = new ProcessState(growth << 10, heapGrowth << 10, 4, 16, 0);
    report.put("growth_allowed", most);
    List<String> bad = new ArrayList<>(counts.bad());
    bad.addAll(counts.grown(most));
    counts.write(report, bad);
    return bad;
  }

  private List<String> tryNode(Report report) throws IOException, InterruptedException {
    try (NodeTrial trial = new NodeTrial(node, root, seed, seconds)) {
      List<String> bad = trial.run(count, growth);
      trial.write(report);
      System.out.println(trial.outcomes());
      return bad;
    }
  }
}
