package hashing.signature;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class VerificationTests {

  private final Random random = new Random(5);
  private final SignedMessage message = document("the document");
  private final KeyGroup bob = SignatureFixtures.group(0, 128, random);
  private final KeyGroup charlie = SignatureFixtures.group(0, 128, random);
  private final OneTimeSignature signature =
      OneTimeSignature.sign(message, bob.combine(charlie), random);
  private final BitFlipTests.MemoryStore bobs = new BitFlipTests.MemoryStore();
  private final BitFlipTests.MemoryStore charlies = new BitFlipTests.MemoryStore();
  private final Verification receiver = new Verification(bobs, Clock.systemUTC());
  private final Verification verifier = new Verification(charlies, Clock.systemUTC());

  private static SignedMessage document(String text) {
    return SignedMessage.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private VerificationState state(BitFlipTests.MemoryStore store, Role role) {
    return store.find(VerificationRecord.id(role, signature)).orElseThrow().state();
  }

  @Test
  public void testBothAccept() {
    Disclosure commitment = receiver.commit(message, signature, bob);
    assertEquals(VerificationState.COMMITTED, state(bobs, Role.RECEIVER));
    Disclosure answer = verifier.release(message, signature, charlie, commitment);
    assertEquals(VerificationState.SHARES_EXCHANGED, state(charlies, Role.VERIFIER));
    VerificationRecord verdict = receiver.conclude(message, bob, answer);
    assertEquals(VerificationState.ACCEPTED, verdict.state());
    assertEquals(message.sha256(), verdict.sha256());
    VerificationRecord last = verifier.conclude(new Verdict(message.sha256(), signature, true));
    assertEquals(VerificationState.ACCEPTED, last.state());
    // each step again: the same answers
    assertEquals(commitment, receiver.commit(message, signature, bob));
    assertEquals(answer, verifier.release(message, signature, charlie, commitment));
    assertEquals(verdict, receiver.conclude(message, bob, answer));
    assertEquals(last, verifier.conclude(new Verdict(message.sha256(), signature, false)));
  }

  @Test
  public void testVerifierGivesNothingBeforeACommitment() {
    Disclosure own = new Disclosure(Role.VERIFIER, message.sha256(), signature, charlie);
    IllegalStateException e =
        assertThrows(
            IllegalStateException.class, () -> verifier.release(message, signature, charlie, own));
    assertEquals("from: found VERIFIER, allowed is RECEIVER, whose turn it is", e.getMessage());
    assertTrue(charlies.find(VerificationRecord.id(Role.VERIFIER, signature)).isEmpty());
    assertThrows(
        IllegalStateException.class,
        () -> verifier.conclude(new Verdict(message.sha256(), signature, true)));
  }

  /** He knows the whole key by then and signs another document with it. */
  @Test
  public void testReceiverCannotChangeTheDocumentLater() {
    Disclosure commitment = receiver.commit(message, signature, bob);
    verifier.release(message, signature, charlie, commitment);
    SignedMessage other = document("another document");
    OneTimeSignature forged = OneTimeSignature.sign(other, bob.combine(charlie), random);
    assertNull(forged.fault(other, bob.combine(charlie)));
    Disclosure second = new Disclosure(Role.RECEIVER, other.sha256(), forged, bob);
    assertThrows(
        IllegalStateException.class, () -> verifier.release(other, forged, charlie, second));
    assertThrows(IllegalStateException.class, () -> receiver.commit(other, forged, bob));
    assertThrows(
        IllegalStateException.class,
        () -> verifier.conclude(new Verdict(other.sha256(), forged, true)));
  }

  @Test
  public void testReceiverConcludesOnlyAfterHisCommitment() {
    Disclosure answer = new Disclosure(Role.VERIFIER, message.sha256(), signature, charlie);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> receiver.conclude(message, bob, answer));
    assertTrue(e.getMessage(), e.getMessage().contains("commit first"));
  }

  @Test
  public void testBothRejectWhatWasNotSigned() {
    OneTimeSignature wrong =
        OneTimeSignature.sign(message, SignatureFixtures.group(0, 128, random), random);
    Disclosure commitment = receiver.commit(message, wrong, bob);
    Disclosure answer = verifier.release(message, wrong, charlie, commitment);
    VerificationRecord verdict = receiver.conclude(message, bob, answer);
    assertEquals(VerificationState.REJECTED, verdict.state());
    VerificationRecord last = verifier.conclude(new Verdict(message.sha256(), wrong, false));
    assertEquals(VerificationState.REJECTED, last.state());
    assertEquals(verdict.fault(), last.fault());
  }

  @Test
  public void testVerifierRejectsWhatTheReceiverRejected() {
    Disclosure commitment = receiver.commit(message, signature, bob);
    verifier.release(message, signature, charlie, commitment);
    VerificationRecord last = verifier.conclude(new Verdict(message.sha256(), signature, false));
    assertEquals(VerificationState.REJECTED, last.state());
    assertEquals("the receiver rejected it", last.fault());
  }

  @Test
  public void testFilesAreReadAsWritten() {
    Disclosure commitment = receiver.commit(message, signature, bob);
    verifier.release(message, signature, charlie, commitment);
    VerificationRecord record =
        charlies.find(VerificationRecord.id(Role.VERIFIER, signature)).orElseThrow();
    assertEquals(
        record, SignatureJson.readRecord(SignatureJson.bytes(SignatureJson.write(record))));
    Verdict verdict = new Verdict(message.sha256(), signature, false);
    assertEquals(
        verdict, SignatureJson.readVerdict(SignatureJson.bytes(SignatureJson.write(verdict))));
  }

  @Test
  public void testEd25519() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Ed25519Signature signed = Ed25519Signature.sign(message.sha256(), pair.getPrivate());
    assertTrue(signed.isValid(message.sha256(), List.of(other.getPublic(), pair.getPublic())));
    assertTrue(!signed.isValid(message.sha256(), List.of(other.getPublic())));
    assertTrue(!signed.isValid(document("x").sha256(), List.of(pair.getPublic())));
    byte[] json = SignatureJson.bytes(SignatureJson.write(signed));
    for (int bit = 0; bit < 8 * json.length; bit++) {
      byte[] flipped = SignatureFixtures.flipped(json, bit);
      boolean valid;
      try {
        valid =
            SignatureJson.readSignature(flipped) instanceof Ed25519Signature read
                && read.isValid(message.sha256(), List.of(pair.getPublic()));
      } catch (IllegalArgumentException e) {
        valid = false;
      }
      assertTrue("bit " + bit, !valid);
    }
    String base64 = Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
    String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    assertEquals(pair.getPublic(), Ed25519Signature.publicKey(pem));
    assertEquals(pair.getPublic(), Ed25519Signature.publicKey(base64));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Ed25519Signature.privateKey(pem));
    assertTrue(e.getMessage(), e.getMessage().contains("found no Ed25519 key"));
    assertTrue(e.getMessage(), e.getMessage().contains("genpkey"));
    for (String wrong : new String[] {"", "AAAA", "-----BEGIN", "\u00e4"}) {
      e = assertThrows(IllegalArgumentException.class, () -> Ed25519Signature.publicKey(wrong));
      assertTrue(e.getMessage(), e.getMessage().contains("[openssl pkey -in key.pem -pubout]"));
    }
  }
}
