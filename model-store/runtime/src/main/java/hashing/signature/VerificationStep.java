package hashing.signature;

/**
 * One step of one party, by what came from the other.
 *
 * @param record after the step
 * @param outgoing file for the other party, null after the verifier's last step
 */
public record VerificationStep(VerificationRecord record, String outgoing) {

  /**
   * Takes the step that a role and a received file ask for: the receiver without one commits, with
   * the verifier's shares concludes; the verifier with the receiver's commitment gives his shares,
   * with his verdict concludes.
   *
   * @param own share of the signature's group
   * @param received file of the other party, null where none came yet
   * @throws IllegalArgumentException if a file is needed, or that is none
   * @throws IllegalStateException if it is not that step's turn
   */
  public static VerificationStep take(
      Verification verification,
      Role role,
      SignedMessage message,
      OneTimeSignature signature,
      KeyGroup own,
      byte[] received) {
    if (role == Role.RECEIVER) {
      if (received == null) {
        Disclosure commitment = verification.commit(message, signature, own);
        return after(verification, role, signature, SignatureJson.write(commitment));
      }
      Disclosure answer = SignatureJson.readDisclosure(received);
      VerificationRecord record = verification.conclude(message, own, answer);
      boolean accepted = record.state() == VerificationState.ACCEPTED;
      Verdict verdict = new Verdict(record.sha256(), record.signature(), accepted);
      return new VerificationStep(record, SignatureJson.write(verdict));
    }
    if (received == null) {
      throw new IllegalArgumentException(
          "received: found none, the verifier needs the receiver's commitment or verdict");
    }
    if (SignatureJson.isVerdict(received)) {
      return new VerificationStep(verification.conclude(SignatureJson.readVerdict(received)), null);
    }
    Disclosure commitment = SignatureJson.readDisclosure(received);
    Disclosure answer = verification.release(message, signature, own, commitment);
    return after(verification, role, signature, SignatureJson.write(answer));
  }

  private static VerificationStep after(
      Verification verification, Role role, OneTimeSignature signature, String outgoing) {
    return new VerificationStep(verification.find(role, signature).orElseThrow(), outgoing);
  }
}
