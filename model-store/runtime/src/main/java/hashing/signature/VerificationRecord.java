package hashing.signature;

import java.time.Instant;

/**
 * What one party keeps of a verification, for good: it is the proof in a later dispute, as the keys
 * are known to all afterwards.
 *
 * @param sha256 of the document that was committed to
 * @param received shares of the other party, null before they came
 * @param fault why the signature was found wrong, null if it was not
 * @param changed when the state was reached
 */
public record VerificationRecord(
    Role role,
    VerificationState state,
    String sha256,
    OneTimeSignature signature,
    KeyGroup received,
    String fault,
    Instant changed) {

  /** Of this party, for the group of the signature. */
  public String id() {
    return id(role, signature);
  }

  /** The id of a party's record for the group of a signature. */
  public static String id(Role role, OneTimeSignature signature) {
    return signature.pool() + "-" + signature.group() + "-" + role;
  }

  VerificationRecord to(VerificationState next, KeyGroup shares, String found, Instant now) {
    return new VerificationRecord(role, next, sha256, signature, shares, found, now);
  }
}
