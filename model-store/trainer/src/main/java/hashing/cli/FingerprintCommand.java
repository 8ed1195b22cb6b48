package hashing.cli;

import hashing.encode.Encoder;
import hashing.fingerprint.Comparison;
import hashing.fingerprint.Fingerprint;
import hashing.fingerprint.FingerprintMap;
import hashing.fingerprint.ProbedEncoder;
import hashing.fingerprint.Relation;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which packages hold encoders of the same function, however they are written. */
@Command(
    name = "fingerprint",
    mixinStandardHelpOptions = true,
    description = {
      "Prints packages' functional fingerprints, and which packages compute the same codes.",
      "Each encoder is asked for the codes of fixed inputs. interchangeable: the same bits, up to",
      "rounding. isometric: the same bits in another order or turned over, so that distances are",
      "the same but codes must not meet in one index. Evidence, and no proof against fraud."
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed or not --same, 2 called wrongly.",
      "",
      "Examples:",
      "  hashing fingerprint fashion-1.zip",
      "  hashing fingerprint --same trained.zip exported.zip"
    })
final class FingerprintCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Parameters(arity = "1..*", paramLabel = "PACKAGE", description = "Packages.")
  private List<Path> files;

  @Option(
      names = "--same",
      description = "Exit with 1 unless all packages are interchangeable; two or more are needed.")
  private boolean same;

  private final List<Encoder> open = new ArrayList<>();
  private final List<ProbedEncoder> probed = new ArrayList<>();
  private final List<Map<String, Object>> models = new ArrayList<>();
  private final List<Map<String, Object>> relations = new ArrayList<>();
  private int different;

  @Override
  public Integer call() throws IOException {
    if (same && files.size() < 2) {
      throw new IllegalArgumentException(
          "[--same] with [" + files.size() + "] package; two or more are needed");
    }
    boolean all;
    try (TerminalProgress progress = reporting.progress()) {
      progress.start("fingerprint", files.size());
      for (Path file : files) {
        add(file);
        progress.stepTo(probed.size());
      }
      all = compare(progress);
    } finally {
      open.forEach(Encoder::close);
    }
    print();
    return same && !all ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private void add(Path file) throws IOException {
    ModelPackage model = ModelFile.read(file);
    Fingerprint fingerprint;
    try {
      open.add(EncoderLoader.open(model));
      fingerprint = Fingerprint.of(open.getLast(), () -> {});
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + file + "] " + e.getMessage(), e);
    }
    probed.add(new ProbedEncoder(fingerprint, open.getLast()));
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("file", file.toString());
    shown.put("model", model.manifest().name().toString());
    shown.putAll(FingerprintMap.shown(fingerprint));
    models.add(shown);
  }

  /** Whether all are interchangeable. */
  private boolean compare(TerminalProgress progress) {
    int count = probed.size();
    progress.start("compare", count * (count - 1L) / 2);
    boolean all = true;
    int done = 0;
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        Comparison comparison = Comparison.of(probed.get(i), probed.get(j), () -> {});
        all &= comparison.relation() == Relation.INTERCHANGEABLE;
        different += comparison.relation() == Relation.DIFFERENT ? 1 : 0;
        Map<String, Object> relation = new LinkedHashMap<>();
        relation.put("one", files.get(i).toString());
        relation.put("other", files.get(j).toString());
        relation.putAll(comparison.asMap());
        relations.add(relation);
        progress.stepTo(++done);
      }
    }
    return all;
  }

  private void print() {
    if (reporting.json()) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("models", models);
      result.put("relations", relations);
      reporting.result(result);
      return;
    }
    for (Map<String, Object> model : models) {
      reporting.result(model);
      reporting.line("");
    }
    boolean few = relations.size() == 1;
    for (Map<String, Object> relation : relations) {
      if (few || !relation.get("relation").equals("different")) {
        reporting.line(line(relation));
      }
    }
    if (different > 0 && !few) {
      reporting.line(different + " of " + relations.size() + " pairs are different");
    }
  }

  private static String line(Map<String, Object> relation) {
    Map<?, ?> evidence = (Map<?, ?>) relation.get("evidence");
    StringBuilder line = new StringBuilder();
    line.append(relation.get("one")).append(" and ").append(relation.get("other"));
    line.append(": ").append(relation.get("relation"));
    if (relation.containsKey("reason")) {
      line.append(", ").append(relation.get("reason"));
    }
    if (evidence.get("largest_difference") instanceof Double difference) {
      line.append(
          String.format(
              Locale.ROOT,
              "; relaxed values differ by %.1e of the scale, allowed is %.0e",
              difference,
              Comparison.TOLERANCE));
    }
    if (!evidence.get("compared_bits").equals(0L)) {
      line.append("; of ").append(evidence.get("compared_bits")).append(" further bits ");
      line.append(evidence.get("differing_bits")).append(" differ");
    }
    return line.toString();
  }
}
