package hashing.signature;

/** How far a verification is. It goes on, never back. */
public enum VerificationState {
  /** The document, its signature and, at the verifier, the receiver's shares are recorded. */
  COMMITTED,
  /** The verifier's shares have left, so the receiver knows the whole key. */
  SHARES_EXCHANGED,
  /** For good. */
  ACCEPTED,
  /** For good. */
  REJECTED;

  /** Whether nothing can change any more. */
  public boolean isFinal() {
    return this == ACCEPTED || this == REJECTED;
  }
}
