package hashing.signature;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import hashing.store.PackageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

/** Every single bit counts, of a package, its signature and what the parties send. */
public class BitFlipTests {

  private static final long SEED = 11;
  private static final int BITS = 256;
  private static final int FLIPS = Integer.getInteger("hashing.signature.flips", 300);

  private final Random random = new Random(SEED);

  /** Flips of a small package, so that ten thousand take seconds. */
  @Test
  public void testFlipsOfAPackage() {
    byte[] zip = SignatureFixtures.onnxPackage();
    flipPackage(zip, 8_000, 0, zip.length);
  }

  /** And of a trained one of 1.7 MB: anywhere, and in the first 2,000 bytes, its manifest. */
  @Test
  public void testFlipsOfATrainedPackage() throws IOException {
    byte[] zip = Files.readAllBytes(Path.of(System.getProperty("hashing.models"), "fashion-1.zip"));
    flipPackage(zip, FLIPS, 0, zip.length);
    flipPackage(zip, FLIPS, 0, 1400);
  }

  private void flipPackage(byte[] zip, int flips, int from, int to) {
    KeyGroup group = SignatureFixtures.group(0, BITS, random);
    SignedMessage message = SignedMessage.ofPackage(zip);
    OneTimeSignature signature = OneTimeSignature.sign(message, group, random);
    assertNull(signature.fault(message, group));
    BinaryPolynomial polynomial = BinaryPolynomial.of(signature.polynomial().xor(group.z()));
    BitString hash = SignedMessage.of(zip).hash(polynomial, group.x());
    for (int i = 0; i < flips; i++) {
      int bit = 8 * from + random.nextInt(8 * (to - from));
      byte[] flipped = SignatureFixtures.flipped(zip, bit);
      String where = "seed " + SEED + ", bit " + bit;
      assertTrue(where, isRejected(flipped, signature, group));
      assertNotEquals(where, hash, SignedMessage.of(flipped).hash(polynomial, group.x()));
    }
  }

  private static boolean isRejected(byte[] zip, OneTimeSignature signature, KeyGroup group) {
    try {
      PackageReader.read(zip);
    } catch (IllegalArgumentException e) {
      return true; // no package any more
    }
    return signature.fault(SignedMessage.ofPackage(zip), group) != null;
  }

  /** In the files as they are sent: a digit, a number, a name, a blank. */
  @Test
  public void testFlipsOfSignatureAndShares() {
    byte[] zip = SignatureFixtures.onnxPackage();
    SignedMessage message = SignedMessage.ofPackage(zip);
    KeyGroup bob = SignatureFixtures.group(3, BITS, random);
    KeyGroup charlie = SignatureFixtures.group(3, BITS, random);
    KeyGroup alice = bob.combine(charlie);
    OneTimeSignature signature = OneTimeSignature.sign(message, alice, random);
    byte[] sig = SignatureJson.bytes(SignatureJson.write(signature));
    byte[] commitment =
        SignatureJson.bytes(
            SignatureJson.write(new Disclosure(Role.RECEIVER, message.sha256(), signature, bob)));
    byte[] answer =
        SignatureJson.bytes(
            SignatureJson.write(
                new Disclosure(Role.VERIFIER, message.sha256(), signature, charlie)));
    assertEquals("accepted", exchange(message, sig, commitment, answer, bob, charlie));
    for (int i = 0; i < 700; i++) {
      byte[] flippedSig = SignatureFixtures.flipped(sig, random.nextInt(8 * sig.length));
      assertNotEquals("accepted", exchange(message, flippedSig, commitment, answer, bob, charlie));
      byte[] flippedCommitment =
          SignatureFixtures.flipped(commitment, random.nextInt(8 * commitment.length));
      assertNotEquals("accepted", exchange(message, sig, flippedCommitment, answer, bob, charlie));
      byte[] flippedAnswer = SignatureFixtures.flipped(answer, random.nextInt(8 * answer.length));
      assertNotEquals("accepted", exchange(message, sig, commitment, flippedAnswer, bob, charlie));
    }
  }

  /** The whole exchange, as files: accepted only if both accept. */
  private static String exchange(
      SignedMessage message,
      byte[] sig,
      byte[] commitment,
      byte[] answer,
      KeyGroup bob,
      KeyGroup charlie) {
    try {
      OneTimeSignature signature = (OneTimeSignature) SignatureJson.readSignature(sig);
      Verification receiver = new Verification(new MemoryStore(), Clock.systemUTC());
      Verification verifier = new Verification(new MemoryStore(), Clock.systemUTC());
      receiver.commit(message, signature, bob);
      verifier.release(message, signature, charlie, SignatureJson.readDisclosure(commitment));
      VerificationRecord bobs =
          receiver.conclude(message, bob, SignatureJson.readDisclosure(answer));
      VerificationRecord charlies =
          verifier.conclude(
              new Verdict(
                  bobs.sha256(), bobs.signature(), bobs.state() == VerificationState.ACCEPTED));
      return charlies.state() == VerificationState.ACCEPTED
              && bobs.state() == VerificationState.ACCEPTED
          ? "accepted"
          : "rejected";
    } catch (IllegalArgumentException | IllegalStateException e) {
      return "refused";
    }
  }

  /** Keeps records in memory. */
  static final class MemoryStore implements VerificationStore {
    private final Map<String, VerificationRecord> records = new HashMap<>();

    @Override
    public Optional<VerificationRecord> find(String id) {
      return Optional.ofNullable(records.get(id));
    }

    @Override
    public void create(VerificationRecord first) {
      if (records.putIfAbsent(first.id(), first) != null) {
        throw new IllegalStateException("there is one");
      }
    }

    @Override
    public void replace(VerificationRecord from, VerificationRecord to) {
      if (!records.replace(from.id(), from, to)) {
        throw new IllegalStateException("there is another one");
      }
    }
  }
}
