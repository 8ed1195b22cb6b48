package hashing.benchmark;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.signature.Ed25519Signature;
import hashing.signature.SignatureJson;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.Sha256;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tries mutated packages in a process of its own, which native code may end. Says before each that
 * it begins, and then what came of it, one line each; and what the process holds when it is warm
 * and at the end.
 */
final class PackageTrial {

  /** What may become of a package, by the one that tries it. */
  enum Outcome {
    /** With an {@link IllegalArgumentException}, which a node answers with 400, and a reason. */
    REFUSED,
    /** Loaded, with the codes of the package that it was made from. */
    SAME_CODES,
    /** Loaded, with other codes, or inputs refused. */
    OTHER_CODES,
    /** Loaded, or its signature taken for good, though it must be refused. */
    ACCEPTED,
    /** Refused without saying what was found and what is allowed. */
    UNREASONED,
    /** Anything else was thrown. */
    FAILED
  }

  /** What a reason has: what was found, and what is allowed or needed. */
  private static final Pattern REASON = Pattern.compile("found .*(allow|need|required)");

  private final Map<String, byte[]> seeds;
  private final Map<String, String> codes = new HashMap<>();

  private PackageTrial(Map<String, byte[]> seeds) {
    this.seeds = seeds;
    seeds.forEach((name, zip) -> codes.put(name, codes(zip)));
  }

  /**
   * Tries some.
   *
   * @param arguments the repository, a folder whose files are counted, a seed, the first number,
   *     the one behind the last, and how many make the process warm
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PackageTrial trial = new PackageTrial(SeedPackages.all(Path.of(arguments[0])));
    Path folder = Path.of(arguments[1]);
    var mutations = new PackageMutation.Source(trial.seeds, Long.parseLong(arguments[2]));
    int first = Integer.parseInt(arguments[3]);
    int end = Integer.parseInt(arguments[4]);
    int warm = first + Integer.parseInt(arguments[5]);
    for (int number = first; number < end; number++) {
      if (number == warm) {
        out.println("= " + ProcessState.now(folder).line());
      }
      PackageMutation mutation = mutations.get(number);
      out.println("> " + number + " " + mutation.base() + " " + mutation.way());
      long begin = System.nanoTime();
      String result = trial.judge(mutation);
      long millis = (System.nanoTime() - begin) / 1_000_000;
      out.println("< " + number + " " + millis + " " + result);
    }
    out.println("= " + ProcessState.now(folder).line());
  }

  private String judge(PackageMutation mutation) {
    try {
      return outcome(mutation) + " ";
    } catch (IllegalArgumentException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll("[^ -~]", "?");
      return (hasReason(reason) ? Outcome.REFUSED : Outcome.UNREASONED) + " " + reason;
    } catch (Throwable e) {
      return Outcome.FAILED + " " + e.toString().replaceAll("[^ -~]", "?");
    }
  }

  /** Whether a message says what was found and what is allowed. */
  static boolean hasReason(String message) {
    return REASON.matcher(message).find();
  }

  private Outcome outcome(PackageMutation mutation) {
    if (mutation.signature() != null) {
      checkSignature(mutation.zip(), mutation.signature());
      return Outcome.ACCEPTED;
    }
    String found = codes(mutation.zip());
    if (mutation.hostile()) {
      return Outcome.ACCEPTED;
    }
    return found.equals(codes.get(mutation.base())) ? Outcome.SAME_CODES : Outcome.OTHER_CODES;
  }

  /** As a node does where the setting asks for it. */
  private static void checkSignature(byte[] zip, byte[] file) {
    String sha256 = Sha256.hex(zip);
    boolean signed =
        SignatureJson.readSignature(file) instanceof Ed25519Signature signature
            && signature.isValid(sha256, List.of(SignatureMutation.publicKey()));
    if (!signed) {
      throw new IllegalArgumentException(
          "signature: found one that does not sign the package, allowed is one that does");
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
}
