package hashing.cli;

import hashing.signature.DurableFiles;
import hashing.signature.Ed25519Signature;
import hashing.signature.GroupLength;
import hashing.signature.KeyFolder;
import hashing.signature.OneTimeSignature;
import hashing.signature.PackageSignature;
import hashing.signature.SignatureJson;
import hashing.signature.SignedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a package, in a file beside it. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Signs a model package, in a file beside it.",
      "With --ed25519 as everyone does, by a private key of [openssl genpkey -algorithm ed25519];",
      "with --keys once for each group of keys that was agreed with receiver and verifier."
    },
    footer = {
      "",
      "Examples:",
      "  hashing sign --model fashion.zip --ed25519 key.pem --out fashion.sig.json",
      "  hashing sign --model fashion.zip --keys alice --out fashion.sig.json"
    })
final class SignCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Package.")
  private Path model;

  @ArgGroup(multiplicity = "1")
  private Key key;

  /** By what is signed. */
  static final class Key {
    @Option(names = "--ed25519", paramLabel = "PEM", description = "Private key, PKCS 8.")
    private Path ed25519;

    @Option(names = "--keys", paramLabel = "FOLDER", description = "The signer's keys.")
    private Path folder;
  }

  @Option(
      names = "--epsilon",
      paramLabel = "P",
      defaultValue = "" + GroupLength.DEFAULT_EPSILON,
      description = "Largest chance to forge, with --keys. Default: ${DEFAULT-VALUE}.")
  private double epsilon;

  @Option(
      names = "--random",
      paramLabel = "FILE",
      description = "Random bits for the polynomial, with --keys. Default: SecureRandom.")
  private Path random;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Signature.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(out)) {
      throw new IllegalArgumentException("[--out] is [" + out + "], which exists; name a new file");
    }
    SignedMessage message = ModelFile.message(model);
    PackageSignature signature =
        key.ed25519 != null
            ? Ed25519Signature.sign(
                message.sha256(), Ed25519Signature.privateKey(Files.readString(key.ed25519)))
            : oneTime(message);
    DurableFiles.write(out, SignatureJson.bytes(SignatureJson.write(signature)));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("scheme", signature.scheme());
    result.put("sha256", signature.sha256());
    if (signature instanceof OneTimeSignature oneTime) {
      result.put("pool", oneTime.pool());
      result.put("group", oneTime.group());
    }
    result.put("file", out.toString());
    reporting.result(result);
    reporting.next(
        "hashing verify --model "
            + model
            + " --signature "
            + out
            + (signature instanceof OneTimeSignature
                ? " --keys RECEIVER --role receiver --out send.json"
                : " --public-key PEM"));
    return 0;
  }

  private OneTimeSignature oneTime(SignedMessage message) throws IOException {
    if (!Files.isDirectory(key.folder)) {
      throw new IllegalArgumentException("[--keys] is [" + key.folder + "], which is no folder");
    }
    try (RandomFile file = random == null ? null : RandomFile.open(random);
        KeyFolder folder = KeyFolder.open(key.folder)) {
      RandomGenerator source = file == null ? new SecureRandom() : file;
      return folder.sign(message, epsilon, source);
    }
  }
}
