package hashing.signature;

/** The receiver's verdict, announced before the verifier's counts. */
public record Verdict(String sha256, OneTimeSignature signature, boolean accepted) {}
