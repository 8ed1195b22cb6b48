package hashing.benchmark;

import ai.onnxruntime.OrtEnvironment;
import com.google.gson.Gson;
import hashing.encode.onnx.OnnxEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Inputs a second through ONNX Runtime called directly, through an encoder, and through the queue
 * of a node, on one thread each, taking turns.
 */
@Command(
    name = "onnx",
    mixinStandardHelpOptions = true,
    description = "Measures encoders beside calls of ONNX Runtime itself.")
final class OnnxCommand implements Callable<Integer> {

  /** Requests of a whole batch under way at a time: enough that the node's thread never waits. */
  private static final int AT_A_TIME = 4;

  /**
   * Medians of the rounds, in inputs a second.
   *
   * @param direct rows copied into memory that ONNX Runtime reads, run, floats read
   * @param encoder the same rows as inputs, checked, and made codes
   * @param ratio of encoder to direct
   */
  record Row(String network, String path, int batch, double direct, double encoder, double ratio) {

    private String place() {
      return network + " " + path + " " + batch;
    }
  }

  /** What is kept of a report. */
  private record Earlier(List<Map<String, Object>> data, List<Row> rows) {}

  @Option(
      names = "--package",
      defaultValue = "../../model-store/models/fashion-1.zip",
      description = "Package of kind onnx (${DEFAULT-VALUE}).")
  private Path zip;

  @Option(
      names = "--layers",
      split = ",",
      defaultValue = "3072,2048,2048,256",
      description = "Widths of the heavier network's layers (${DEFAULT-VALUE}).")
  private int[] layers;

  @Option(
      names = "--networks",
      split = ",",
      defaultValue = "package,layers",
      description = "Of package and layers, which to measure (${DEFAULT-VALUE}).")
  private Set<String> networks;

  @Option(names = "--append", description = "Keep the report's other rows and add these.")
  private boolean append;

  @Option(names = "--batches", split = ",", defaultValue = "1,8,32,128", description = "Batches.")
  private int[] batches;

  @Option(names = "--rounds", defaultValue = "7", description = "Rounds (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--millis",
      defaultValue = "200",
      description = "Of each measurement (${DEFAULT-VALUE}).")
  private int millis;

  @Option(
      names = "--clients",
      defaultValue = "64",
      description = "Requests of one input at a time, to a node (${DEFAULT-VALUE}).")
  private int clients;

  @Option(names = "--work", description = "Not used: nothing is written but the report.")
  private Path work;

  @Option(names = "--report", defaultValue = "target/onnx.json", description = "Report.")
  private Path file;

  @Override
  public Integer call() throws IOException {
    Report report = new Report("onnx");
    report.put("onnxruntime", OrtEnvironment.getEnvironment().getVersion());
    report.put("threads", 1);
    report.put("unit", "inputs a second, median of " + rounds + " rounds of " + millis + " ms");
    report.put("clients", clients);
    report.put(
        "compared",
        "direct: rows copied, run, floats read; encoder and node: the same, and besides every float"
            + " looked at whether it is finite, every value whether it is a number, signs packed");
    List<Row> rows = new ArrayList<>();
    List<OnnxModels.Network> chosen = chosen();
    for (OnnxModels.Network network : chosen) {
      measure(network, rows);
    }
    if (append && Files.exists(file)) {
      rows = joined(new Gson().fromJson(Files.readString(file), Earlier.class), report, rows);
    }
    for (OnnxModels.Network network : chosen) {
      report.data(network.described());
    }
    rows.forEach(report::row);
    report.write(file);
    OnnxPlot.write(file, rows);
    return 0;
  }

  private List<OnnxModels.Network> chosen() throws IOException {
    if (!List.of("package", "layers").containsAll(networks)) {
      throw new IllegalArgumentException(
          "--networks found " + networks + ", allowed are package and layers");
    }
    List<OnnxModels.Network> chosen = new ArrayList<>();
    if (networks.contains("package")) {
      chosen.add(OnnxModels.packaged(zip));
    }
    if (networks.contains("layers")) {
      chosen.add(OnnxModels.layers(layers));
    }
    return chosen;
  }

  /** The rows of an earlier report, those measured anew left out, and these. */
  private static List<Row> joined(Earlier earlier, Report report, List<Row> rows) {
    earlier.data.forEach(report::data);
    List<Row> all = new ArrayList<>(earlier.rows);
    all.removeIf(old -> rows.stream().anyMatch(row -> row.place().equals(old.place())));
    all.addAll(rows);
    return all;
  }

  private void measure(OnnxModels.Network network, List<Row> rows) {
    try (OnnxEncoder encoder = network.open();
        OnnxDirect direct = new OnnxDirect(network);
        OnnxNode node = new OnnxNode(network)) {
      for (int batch : batches) {
        OnnxInputs inputs = new OnnxInputs(network, batch);
        if (!Arrays.equals(direct.codes(inputs), inputs.codes(encoder))) {
          throw new IllegalStateException("codes differ");
        }
        DoubleSupplier runs = () -> rate(batch, () -> direct.run(inputs));
        Map<String, DoubleSupplier> paths = new LinkedHashMap<>();
        paths.put("encoder", () -> rate(batch, () -> encoder.encode(inputs.inputs())));
        paths.put("node", () -> rate(batch, () -> node.run(inputs)));
        paths.put(
            "node, " + AT_A_TIME + " requests at a time",
            () -> node.concurrent(inputs, AT_A_TIME, millis));
        paths.forEach((path, ours) -> rows.add(turns(network, path, batch, runs, ours)));
      }
      OnnxInputs one = new OnnxInputs(network, 1);
      rows.add(
          turns(
              network,
              clients + " clients",
              1,
              () -> rate(1, () -> direct.run(one)),
              () -> node.concurrent(one, clients, millis)));
    }
  }

  private Row turns(
      OnnxModels.Network network,
      String path,
      int batch,
      DoubleSupplier direct,
      DoubleSupplier ours) {
    double[] first = new double[rounds];
    double[] second = new double[rounds];
    for (int round = -2; round < rounds; round++) { // two to warm up
      double a = direct.getAsDouble();
      double b = ours.getAsDouble();
      if (round >= 0) {
        first[round] = a;
        second[round] = b;
      }
    }
    return row(network, path, batch, first, second);
  }

  private static Row row(
      OnnxModels.Network network, String path, int batch, double[] direct, double[] ours) {
    double a = median(direct);
    double b = median(ours);
    Row row =
        new Row(
            network.name(),
            path,
            batch,
            Math.rint(a),
            Math.rint(b),
            Math.rint(1000 * b / a) / 1000);
    System.out.println(row);
    return row;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private double rate(int batch, Runnable run) {
    long begin = System.nanoTime();
    long runs = 0;
    long time;
    do {
      run.run();
      runs++;
      time = System.nanoTime() - begin;
    } while (time < millis * 1_000_000L);
    return runs * batch * 1e9 / time;
  }
}
