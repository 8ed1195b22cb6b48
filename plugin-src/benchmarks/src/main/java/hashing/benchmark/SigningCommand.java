package hashing.benchmark;

import hashing.signature.BinaryPolynomial;
import hashing.signature.BitString;
import hashing.signature.LfsrToeplitzHash;
import hashing.store.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One-time hashing of a package beside SHA-256 of the same bytes; one thread, bytes in memory. */
@Command(
    name = "signing",
    description = "Hashes a package to sign it, beside SHA-256.",
    mixinStandardHelpOptions = true)
final class SigningCommand implements Callable<Integer> {

  @Option(names = "--bytes", description = "Size of the package. Default: 90000000")
  private int bytes = 90_000_000;

  @Option(names = "--bits", split = ",", description = "Group lengths. Default: 64,128,256,512")
  private int[] bits = {64, 128, 256, 512};

  @Option(names = "--rounds", description = "Rounds that count. Default: 7")
  private int rounds = 7;

  @Option(names = "--seed", description = "Default: 1")
  private long seed = 1;

  @Option(names = "--work", description = "Not used: nothing is written.")
  private Path work = Path.of("target", "signing");

  @Option(names = "--report", description = "JSON file.")
  private Path report = Path.of("reports", "signing.json");

  /**
   * Time of one pass.
   *
   * @param polynomialMillis to draw the irreducible polynomial, mean over the rounds
   */
  private record Row(
      String hash, int bits, Timings pass, double megabytesPerSecond, double polynomialMillis) {}

  @Override
  public Integer call() throws IOException {
    Random random = new Random(seed);
    byte[] file = new byte[bytes];
    random.nextBytes(file);
    Report written = new Report("signing");
    written.data(Map.of("name", "random bytes", "bytes", bytes, "sha256", Sha256.hex(file)));
    for (int groupBits : bits) {
      row(written, "one_time", groupBits, file, random);
    }
    row(written, "SHA-256", 256, file, random);
    written.write(report);
    return 0;
  }

  private void row(Report written, String name, int groupBits, byte[] file, Random random) {
    boolean oneTime = name.equals("one_time");
    long[] nanos = new long[rounds];
    long drawing = 0;
    int sum = 0;
    for (int round = -2; round < rounds; round++) {
      long start = System.nanoTime();
      BinaryPolynomial polynomial =
          oneTime ? BinaryPolynomial.randomIrreducible(groupBits, random) : null;
      long drawn = System.nanoTime();
      sum += oneTime ? oneTime(polynomial, file, random) : Sha256.hex(file).hashCode();
      nanos[Math.max(round, 0)] = System.nanoTime() - drawn;
      drawing += drawn - start;
    }
    Timings pass = Timings.of(nanos);
    double speed = file.length / (pass.p50() / 1e9) / 1e6;
    double drawMillis = drawing / 1e6 / (rounds + 2);
    written.row(new Row(name, groupBits, pass, speed, drawMillis));
    System.out.printf(
        Locale.ROOT,
        "%-8s %3d bits: %.0f MB/s, polynomial %.1f ms (%x)%n",
        name,
        groupBits,
        speed,
        drawMillis,
        sum & 0xF);
  }

  private static int oneTime(BinaryPolynomial polynomial, byte[] file, Random random) {
    BitString state = BitString.random(polynomial.degree(), random);
    LfsrToeplitzHash hash = new LfsrToeplitzHash(polynomial, state);
    hash.update(file);
    return hash.digest().hashCode();
  }
}
