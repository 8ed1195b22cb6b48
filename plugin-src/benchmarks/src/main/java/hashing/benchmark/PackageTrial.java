package hashing.benchmark;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Tries mutated packages in a process of its own, which native code may end. Says before each that
 * it begins, and then what came of it, one line each.
 */
final class PackageTrial {

  /** What may become of a package, by the one that tries it. */
  enum Outcome {
    /** With an {@link IllegalArgumentException}, which a node answers with 400. */
    REFUSED,
    /** Loaded, with the codes of the package that it was made from. */
    SAME_CODES,
    /** Loaded, with other codes, or inputs refused. */
    OTHER_CODES,
    /** Anything else was thrown. */
    FAILED
  }

  private final Map<String, byte[]> seeds;
  private final Map<String, String> codes = new HashMap<>();

  private PackageTrial(Map<String, byte[]> seeds) {
    this.seeds = seeds;
    seeds.forEach((name, zip) -> codes.put(name, codes(zip)));
  }

  /**
   * Tries some.
   *
   * @param arguments the repository, a seed, the first number and the one behind the last
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PackageTrial trial = new PackageTrial(SeedPackages.all(Path.of(arguments[0])));
    int first = Integer.parseInt(arguments[2]);
    int end = Integer.parseInt(arguments[3]);
    for (int number = first; number < end; number++) {
      PackageMutation mutation =
          PackageMutation.of(trial.seeds, Long.parseLong(arguments[1]), number);
      out.println("> " + number + " " + mutation.base() + " " + mutation.way());
      long begin = System.nanoTime();
      String result = trial.judge(mutation);
      long millis = (System.nanoTime() - begin) / 1_000_000;
      out.println("< " + number + " " + millis + " " + resident() + " " + result);
    }
  }

  private String judge(PackageMutation mutation) {
    try {
      String found = codes(mutation.zip());
      return (found.equals(codes.get(mutation.base())) ? Outcome.SAME_CODES : Outcome.OTHER_CODES)
          + " ";
    } catch (IllegalArgumentException e) {
      return Outcome.REFUSED + " " + e.getMessage().replaceAll("[^ -~]", "?");
    } catch (Throwable e) {
      return Outcome.FAILED + " " + e.toString().replaceAll("[^ -~]", "?");
    }
  }

  private static String codes(byte[] zip) {
    ModelPackage model = PackageReader.read(zip);
    EncoderLoader.byteSize(model);
    try (Encoder encoder = EncoderLoader.open(model)) {
      List<EncoderInput> inputs = SeedPackages.inputs(encoder.input(), model.manifest().input());
      StringBuilder codes = new StringBuilder();
      for (Encoding encoding : encoder.encode(inputs)) {
        codes.append(
            encoding instanceof Encoding.Encoded encoded
                ? HexFormat.of().formatHex(encoded.code())
                : "refused ");
      }
      return codes.toString();
    }
  }

  /** Kilobytes of memory that the process has, 0 where nobody says. */
  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    }
  }
}
