package hashing.benchmark;

import hashing.encode.EncoderInput;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelHandle;
import hashing.opensearch.model.ModelRegistry;
import hashing.opensearch.model.ModelSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.opensearch.core.common.breaker.CircuitBreaker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Many models, each a real session of ONNX Runtime, take turns in room for a few of them. What the
 * process holds, by the operating system's word, after each cycle over all of them; fails where the
 * last cycle left a tenth more than the second.
 */
@Command(
    name = "memory",
    mixinStandardHelpOptions = true,
    description = "Measures the memory of a process through which many models go.")
final class MemoryCommand implements Callable<Integer> {

  /** From /proc/self/status and the breaker, after a cycle. */
  record Row(
      String network,
      int cycle,
      long residentKilobytes,
      long countedBytes,
      int loaded,
      long loads,
      long evictions,
      int threads) {}

  @Option(
      names = "--package",
      defaultValue = "../../model-store/models/fashion-1.zip",
      description = "Package of kind onnx (${DEFAULT-VALUE}).")
  private Path zip;

  @Option(names = "--models", defaultValue = "200", description = "Models (${DEFAULT-VALUE}).")
  private int modelCount;

  @Option(names = "--room", defaultValue = "5", description = "For so many (${DEFAULT-VALUE}).")
  private int room;

  @Option(names = "--cycles", defaultValue = "6", description = "Cycles (${DEFAULT-VALUE}).")
  private int cycles;

  @Option(names = "--work", description = "Not used: nothing is written but the report.")
  private Path work;

  @Option(names = "--report", defaultValue = "target/memory.json", description = "Report.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    Report report = new Report("memory");
    OnnxModels.Network network = OnnxModels.packaged(zip);
    report.put("models", modelCount);
    report.put("room_for", room);
    report.data(network.described());
    List<Row> rows = cycle(network);
    rows.forEach(report::row);
    long growth =
        rows.getLast().residentKilobytes() - rows.get(Math.min(1, cycles - 1)).residentKilobytes();
    report.put("growth_since_second_cycle_kilobytes", growth);
    report.write(file);
    System.out.println("growth since the second cycle: " + growth + " kB");
    return growth * 10 > rows.getLast().residentKilobytes() ? 1 : 0;
  }

  private List<Row> cycle(OnnxModels.Network network) throws IOException {
    List<Model> all =
        IntStream.range(0, modelCount).mapToObj(i -> network.model("m" + i + "@1")).toList();
    long limit;
    try (var encoder = network.open()) {
      limit = room * encoder.byteSize();
    }
    CircuitBreaker breaker = OnnxModels.breaker(limit);
    List<Row> rows = new ArrayList<>();
    EncoderInput input = new EncoderInput.Vector(new float[network.size()]);
    try (ModelRegistry models =
        new ModelRegistry(List.of(() -> new ModelSource.Listing(all, Map.of())))) {
      models.memory().countBy(breaker);
      for (int cycle = 1; cycle <= cycles; cycle++) {
        for (Model model : all) {
          try (ModelHandle handle = models.acquire(model.name().toString())) {
            handle.encode(List.of(input));
          }
        }
        System.gc(); // the heap's own ups and downs
        Row row =
            new Row(
                network.name(),
                cycle,
                status("VmRSS"),
                breaker.getUsed(),
                models.loaded().size(),
                models.counters().counts().loads(),
                models.counters().counts().evictions(),
                (int) status("Threads"));
        System.out.println(row);
        rows.add(row);
      }
    }
    return rows;
  }

  /** A number of the process: kilobytes, or a count. */
  private static long status(String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    }
  }
}
