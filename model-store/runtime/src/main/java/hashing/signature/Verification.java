package hashing.signature;

import java.time.Clock;
import java.util.Optional;

/**
 * Verification by two parties, each with a store of its own.
 *
 * <ol>
 *   <li>The receiver commits to document and signature: {@link #commit} records both and then gives
 *       his shares for the verifier.
 *   <li>The verifier records those, and only then gives his shares: {@link #release}. A second
 *       commitment for the group is refused.
 *   <li>The receiver computes his verdict: {@link #conclude(SignedMessage, KeyGroup, Disclosure)}.
 *   <li>The verifier, who computed his own on release, makes it final with the receiver's: {@link
 *       #conclude(Verdict)}.
 * </ol>
 *
 * <p>Were the verifier's shares known before the receiver committed himself, he could sign what he
 * likes: he would know the whole key. Each step may be repeated with the same arguments and gives
 * the same answer; with others it is refused, by an {@link IllegalStateException}.
 *
 * <p>Both compute on the same strings, so both find the same, and a signer cannot make them differ.
 *
 * <p>Source: H.-L. Yin et al., "Experimental quantum secure network with digital signatures and
 * encryption", National Science Review 10, 2023. Differs from the paper: SHA-256 of the document is
 * part of what both record, as the signer can find another document for her polynomial.
 */
public final class Verification {

  private final VerificationStore store;
  private final Clock clock;

  /** Verification that keeps its records in a store. */
  public Verification(VerificationStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * The receiver's first step.
   *
   * @param own his shares of the signature's group
   * @return his shares, for the verifier
   */
  public Disclosure commit(SignedMessage message, OneTimeSignature signature, KeyGroup own) {
    checkFits(message, signature, own);
    Optional<VerificationRecord> before = find(Role.RECEIVER, signature);
    if (before.isPresent()) {
      checkSame(before.get(), message.sha256(), signature);
    } else {
      store.create(record(Role.RECEIVER, message, signature, null));
    }
    return new Disclosure(Role.RECEIVER, message.sha256(), signature, own);
  }

  /**
   * The verifier's first step.
   *
   * @param own his shares of the signature's group
   * @param commitment what the receiver sent
   * @return his shares, for the receiver
   */
  public Disclosure release(
      SignedMessage message, OneTimeSignature signature, KeyGroup own, Disclosure commitment) {
    checkFits(message, signature, own);
    checkSent(commitment, Role.RECEIVER, message.sha256(), signature);
    VerificationRecord record = find(Role.VERIFIER, signature).orElse(null);
    if (record == null) {
      record = record(Role.VERIFIER, message, signature, commitment.shares());
      store.create(record);
    }
    checkSame(record, message.sha256(), signature);
    if (!record.received().equals(commitment.shares())) {
      throw new IllegalStateException(
          "found a second commitment for group "
              + signature.pool()
              + "/"
              + signature.group()
              + " with other shares, allowed is one");
    }
    if (record.state() == VerificationState.COMMITTED) {
      String fault = signature.fault(message, own.combine(record.received()));
      store.replace(
          record,
          record.to(VerificationState.SHARES_EXCHANGED, record.received(), fault, clock.instant()));
    }
    return new Disclosure(Role.VERIFIER, message.sha256(), signature, own);
  }

  /**
   * The receiver's last step.
   *
   * @param own his shares of the group
   * @param answer what the verifier sent
   * @return the final record
   */
  public VerificationRecord conclude(SignedMessage message, KeyGroup own, Disclosure answer) {
    VerificationRecord record =
        find(Role.RECEIVER, answer.signature())
            .orElseThrow(() ->
                new IllegalStateException(
                    "found shares of the verifier, but no commitment of ours for group "
                        + answer.signature().pool()
                        + "/"
                        + answer.signature().group()
                        + "; allowed is to commit first"));
    checkSent(answer, Role.VERIFIER, record.sha256(), record.signature());
    checkSame(record, message.sha256(), record.signature());
    if (record.state() == VerificationState.COMMITTED) {
      VerificationRecord next =
          record.to(VerificationState.SHARES_EXCHANGED, answer.shares(), null, clock.instant());
      store.replace(record, next);
      record = next;
    }
    if (!record.received().equals(answer.shares())) {
      throw new IllegalStateException("found other shares of the verifier than before");
    }
    if (record.state() == VerificationState.SHARES_EXCHANGED) {
      String fault = record.signature().fault(message, own.combine(record.received()));
      record = decide(record, fault);
    }
    return record;
  }

  /**
   * The verifier's last step.
   *
   * @param verdict of the receiver
   * @return the final record: accepted if both accepted
   */
  public VerificationRecord conclude(Verdict verdict) {
    VerificationRecord record =
        find(Role.VERIFIER, verdict.signature())
            .orElseThrow(() ->
                new IllegalStateException(
                    "found a verdict of the receiver, but no shares of ours were given for group "
                        + verdict.signature().pool()
                        + "/"
                        + verdict.signature().group()));
    checkSame(record, verdict.sha256(), verdict.signature());
    if (record.state().isFinal()) {
      return record;
    }
    if (record.state() != VerificationState.SHARES_EXCHANGED) {
      throw new IllegalStateException("found state " + record.state() + ", shares go out first");
    }
    String fault =
        record.fault() == null && !verdict.accepted() ? "the receiver rejected it" : record.fault();
    return decide(record, fault);
  }

  private VerificationRecord decide(VerificationRecord record, String fault) {
    VerificationState verdict =
        fault == null ? VerificationState.ACCEPTED : VerificationState.REJECTED;
    VerificationRecord decided = record.to(verdict, record.received(), fault, clock.instant());
    store.replace(record, decided);
    return decided;
  }

  /** This party's record of a signature, empty where there is none. */
  public Optional<VerificationRecord> find(Role role, OneTimeSignature signature) {
    return store.find(VerificationRecord.id(role, signature));
  }

  private VerificationRecord record(
      Role role, SignedMessage message, OneTimeSignature signature, KeyGroup received) {
    return new VerificationRecord(
        role,
        VerificationState.COMMITTED,
        message.sha256(),
        signature,
        received,
        null,
        clock.instant());
  }

  private static void checkFits(SignedMessage message, OneTimeSignature signature, KeyGroup own) {
    if (!signature.sha256().equals(message.sha256())) {
      throw new IllegalArgumentException(
          "sha256: found a signature of package "
              + signature.sha256()
              + ", this one is "
              + message.sha256());
    }
    if (!own.pool().equals(signature.pool())
        || own.number() != signature.group()
        || own.bits() != signature.hash().length()) {
      throw new IllegalArgumentException(
          "group: found " + signature.pool() + "/" + signature.group() + ", not the key's group");
    }
  }

  private static void checkSent(
      Disclosure sent, Role from, String sha256, OneTimeSignature signature) {
    if (sent.from() != from) {
      throw new IllegalStateException(
          "from: found " + sent.from() + ", allowed is " + from + ", whose turn it is");
    }
    if (!sent.sha256().equals(sha256) || !sent.signature().equals(signature)) {
      throw new IllegalStateException(
          "found shares for another document or signature than ours, "
              + sent.sha256()
              + " and not "
              + sha256);
    }
  }

  private static void checkSame(
      VerificationRecord record, String sha256, OneTimeSignature signature) {
    if (!record.sha256().equals(sha256) || !record.signature().equals(signature)) {
      throw new IllegalStateException(
          "group "
              + signature.pool()
              + "/"
              + signature.group()
              + ": found a commitment to another document or signature ("
              + record.sha256()
              + "), allowed is one");
    }
  }
}
