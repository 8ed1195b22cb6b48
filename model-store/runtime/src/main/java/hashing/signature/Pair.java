package hashing.signature;

/** Between whom a part of the key material was agreed; only those two have it. */
public enum Pair {
  SIGNER_RECEIVER,
  SIGNER_VERIFIER
}
