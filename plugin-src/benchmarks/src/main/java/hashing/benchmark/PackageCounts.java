package hashing.benchmark;

import hashing.store.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What became of mutated packages. Not thread-safe. */
final class PackageCounts {

  private static final int REASON = 60;

  /** What may become of a package besides a refusal. */
  private static final Set<String> GOOD = Set.of("SAME_CODES", "OTHER_CODES", "STORED");

  private final Map<String, Map<String, Integer>> byBase = new TreeMap<>();
  private final Map<String, Map<String, Integer>> byWay = new TreeMap<>();
  private final Map<String, Integer> total = new TreeMap<>();
  private final Map<String, Integer> reasons = new TreeMap<>();
  private final List<String> bad = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private long slowest;
  private String slowestPackage = "";

  /**
   * A process that tried some.
   *
   * @param warm what it held after the first of them
   * @param growth what it held more at its end
   */
  record Process(int packages, ProcessState warm, ProcessState growth) {}

  /** For a report. */
  static Map<String, Object> described(String name, byte[] zip) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("bytes", zip.length);
    entry.put("sha256", Sha256.hex(zip));
    return entry;
  }

  /**
   * Counts one.
   *
   * @param which its number, base and way
   */
  void add(String which, long millis, String outcome, String message) {
    String[] parts = which.split(" ");
    byBase.computeIfAbsent(parts[1], _ -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    byWay.computeIfAbsent(parts[2], _ -> new TreeMap<>()).merge(outcome, 1, Integer::sum);
    total.merge(outcome, 1, Integer::sum);
    if (outcome.equals("REFUSED")) {
      String reason = message.replaceAll("\\[[^\\]]*\\]|\"[^\"]*\"|[0-9a-f]{8,}|-?[0-9.]+", "#");
      reasons.merge(reason.substring(0, Math.min(reason.length(), REASON)), 1, Integer::sum);
    } else if (!GOOD.contains(outcome)) {
      bad.add(which + ": " + outcome + " " + message);
    }
    if (millis > slowest) {
      slowest = millis;
      slowestPackage = which;
    }
  }

  /** Counts a process that came to its end. */
  void add(Process process) {
    processes.add(process);
  }

  Map<String, Integer> total() {
    return total;
  }

  /** Packages that were neither refused nor loaded. */
  List<String> bad() {
    return bad;
  }

  /** What processes hold more at their end than is allowed. */
  List<String> grown(ProcessState most) {
    return processes.stream().flatMap(process -> process.growth().above(most).stream()).toList();
  }

  /**
   * Writes all of it.
   *
   * @param bad what makes the run fail
   */
  void write(Report report, List<String> bad) {
    report.put("outcomes", total);
    report.put("slowest_millis", slowest);
    report.put("slowest_package", slowestPackage);
    report.put("processes", processes);
    report.put("bad", bad);
    report.put("by_base", byBase);
    report.put("by_way", byWay);
    report.put("refusals", often());
  }

  /** Reasons that were met at least ten times. */
  private Map<String, Integer> often() {
    Map<String, Integer> often = new LinkedHashMap<>();
    reasons.entrySet().stream()
        .filter(entry -> entry.getValue() >= 10)
        .sorted((a, b) -> b.getValue() - a.getValue())
        .forEach(entry -> often.put(entry.getKey(), entry.getValue()));
    return often;
  }
}
