package hashing.signature;

/** Who verifies: whom the package is for, or the one who decides later disputes. */
public enum Role {
  RECEIVER(Pair.SIGNER_RECEIVER),
  VERIFIER(Pair.SIGNER_VERIFIER);

  private final Pair pair;

  Role(Pair pair) {
    this.pair = pair;
  }

  /** The key material that this role has. */
  public Pair pair() {
    return pair;
  }
}
