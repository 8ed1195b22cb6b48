package hashing.cli;

import hashing.signature.DurableFiles;
import hashing.signature.Ed25519Signature;
import hashing.signature.GroupLength;
import hashing.signature.KeyFolder;
import hashing.signature.KeyGroup;
import hashing.signature.OneTimeSignature;
import hashing.signature.PackageSignature;
import hashing.signature.Pair;
import hashing.signature.Role;
import hashing.signature.SignatureJson;
import hashing.signature.SignedMessage;
import hashing.signature.VerificationRecord;
import hashing.signature.VerificationState;
import hashing.signature.VerificationStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a signature, or takes one party's next step of a one-time signature's verification. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks the signature of a model package.",
      "Ed25519 needs the public key. A one-time signature is verified by two parties, who send one",
      "another files: the receiver commits himself, the verifier answers with his shares, the",
      "receiver concludes, and so does the verifier. Each runs this command in his turn, the second",
      "time with the file that came as --received."
    },
    footer = {
      "",
      "Examples:",
      "  hashing verify --model m.zip --signature m.sig.json --public-key signer.pem",
      "  hashing verify --model m.zip --signature m.sig.json --keys bob --role receiver --out 1.json",
      "  hashing verify --model m.zip --signature m.sig.json --keys charlie --role verifier"
          + " --received 1.json --out 2.json",
      "",
      "Exit codes: 0 valid, accepted or waiting for the other party, 1 rejected or failed, 2 called"
          + " wrongly."
    })
final class VerifyCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Package.")
  private Path model;

  @Option(names = "--signature", required = true, paramLabel = "FILE", description = "Signature.")
  private Path signature;

  @Option(names = "--public-key", paramLabel = "PEM", description = "For Ed25519, X.509.")
  private Path publicKey;

  @Option(names = "--keys", paramLabel = "FOLDER", description = "One party's keys and records.")
  private Path keys;

  @Option(names = "--role", paramLabel = "ROLE", description = "receiver or verifier.")
  private String role;

  @Option(names = "--received", paramLabel = "FILE", description = "What the other party sent.")
  private Path received;

  @Option(names = "--out", paramLabel = "FILE", description = "What to send to the other party.")
  private Path out;

  @Option(
      names = "--epsilon",
      paramLabel = "P",
      defaultValue = "" + GroupLength.DEFAULT_EPSILON,
      description = "Largest chance to forge. Default: ${DEFAULT-VALUE}.")
  private double epsilon;

  @Override
  public Integer call() throws IOException {
    SignedMessage message = ModelFile.message(model);
    PackageSignature read;
    try {
      read = SignatureJson.readSignature(Files.readAllBytes(signature));
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + signature + "] " + e.getMessage(), e);
    }
    try {
      return switch (read) {
        case Ed25519Signature ed25519 -> verify(message, ed25519);
        case OneTimeSignature oneTime -> verify(message, oneTime);
      };
    } catch (IllegalStateException e) {
      throw new IOException("refused: " + e.getMessage(), e);
    }
  }

  private int verify(SignedMessage message, Ed25519Signature read) throws IOException {
    if (publicKey == null) {
      throw new IllegalArgumentException("[--public-key] is missing, Ed25519 needs it");
    }
    boolean valid =
        read.isValid(
            message.sha256(), List.of(Ed25519Signature.publicKey(Files.readString(publicKey))));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("scheme", read.scheme());
    result.put("state", valid ? "valid" : "rejected");
    result.put("sha256", message.sha256());
    reporting.result(result);
    return valid ? 0 : 1;
  }

  private int verify(SignedMessage message, OneTimeSignature read) throws IOException {
    if (keys == null || role == null || !Files.isDirectory(keys)) {
      throw new IllegalArgumentException(
          "[--keys] is ["
              + keys
              + "] and [--role] is ["
              + role
              + "]; a one-time signature needs a folder of keys and the role [receiver] or"
              + " [verifier]");
    }
    Role own = role();
    byte[] file = received == null ? null : Files.readAllBytes(received);
    VerificationStep step;
    boolean apart;
    try (KeyFolder folder = KeyFolder.open(keys)) {
      KeyGroup share = folder.share(read, own.pair(), epsilon);
      apart = folder.pairs(read.pool()).size() < Pair.values().length;
      step = VerificationStep.take(folder.verification(), own, message, read, share, file);
    }
    boolean wanted = step.outgoing() != null;
    if (wanted && out == null) {
      throw new IllegalArgumentException("[--out] is missing, there is a file for the other party");
    }
    if (wanted) {
      DurableFiles.write(out, SignatureJson.bytes(step.outgoing()));
    }
    return report(step.record(), apart, wanted);
  }

  private Role role() {
    for (Role known : Role.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(role)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "[--role] is [" + role + "]; it must be [receiver] or [verifier]");
  }

  private int report(VerificationRecord record, boolean apart, boolean wanted) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("scheme", record.signature().scheme());
    result.put("role", role);
    result.put("state", record.state().name().toLowerCase(Locale.ROOT));
    result.put("sha256", record.sha256());
    result.put("nonrepudiation", apart);
    if (record.fault() != null) {
      result.put("fault", record.fault());
    }
    if (wanted) {
      result.put("send", out.toString());
    }
    reporting.result(result);
    return record.state() == VerificationState.REJECTED ? 1 : 0;
  }
}
