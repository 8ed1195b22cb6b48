package hashing.cli;

import com.google.gson.GsonBuilder;
import hashing.keyrate.FibreLink;
import hashing.keyrate.SignatureRate;
import hashing.keyrate.SignatureRatePlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How many one-time signatures a second quantum key distribution gives keys for. */
@Command(
    name = "signature-rate",
    mixinStandardHelpOptions = true,
    description = {
      "Simulates how many one-time signatures a second a fibre gives keys for, by its length:",
      "two-photon twin-field key distribution without limit of the key's length, messages of 2^20",
      "bits, chance to forge 1e-10, beside signing bit by bit."
    },
    footer = {
      "",
      "Example:",
      "  hashing signature-rate --from 0 --to 700 --out signature-rate.json"
    })
final class SignatureRateCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Option(names = "--from", paramLabel = "KM", defaultValue = "0", description = "First length.")
  private int from;

  @Option(names = "--to", paramLabel = "KM", defaultValue = "700", description = "Last length.")
  private int to;

  @Option(names = "--step", paramLabel = "KM", defaultValue = "50", description = "Step.")
  private int step;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "JSON file; a plot, PNG, is written beside it.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (from < 0 || to < from || to > 2000 || step < 1) {
      throw new IllegalArgumentException(
          "[--from] is ["
              + from
              + "], [--to] is ["
              + to
              + "], [--step] is ["
              + step
              + "]; they must be 0 to 2000 in order, and above 0");
    }
    List<SignatureRate> rates = new ArrayList<>();
    for (int km = from; km <= to; km += step) {
      rates.add(SignatureRate.at(FibreLink.DEFAULT, km));
    }
    if (out != null) {
      Files.writeString(
          out, new GsonBuilder().setPrettyPrinting().create().toJson(report(rates)) + "\n");
      SignatureRatePlot.write(out, rates);
    }
    if (reporting.json()) {
      reporting.result(report(rates));
    } else {
      table(rates);
    }
    return 0;
  }

  private static Map<String, Object> report(List<SignatureRate> rates) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("command", "hashing signature-rate");
    report.put("model", FibreLink.DEFAULT);
    report.put("message_bits", 1 << 20);
    report.put("epsilon", 1e-10);
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SignatureRate rate : rates) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("km", rate.km());
      row.put("min_entropy_per_bit", rate.minEntropy());
      row.put("group_bits", rate.groupBits());
      row.put("signatures_per_second", rate.perSecond());
      row.put("single_bit_per_second", rate.singleBitPerSecond());
      row.put("ratio", rate.ratio());
      rows.add(row);
    }
    report.put("rows", rows);
    return report;
  }

  private void table(List<SignatureRate> rates) {
    reporting.line("  km  H_n/n    n  signatures/s  bit by bit/s    ratio");
    for (SignatureRate rate : rates) {
      reporting.line(
          String.format(
              Locale.ROOT,
              "%4.0f  %5.3f %4s  %12.3g  %12.3g  %7.2g",
              rate.km(),
              rate.minEntropy(),
              rate.groupBits() == 0 ? "-" : rate.groupBits(),
              rate.perSecond(),
              rate.singleBitPerSecond(),
              rate.ratio()));
    }
  }
}
