package hashing.signature;

/**
 * One party's shares of a group, sent to the other over a channel that proves who sends: by the
 * receiver with his commitment, by the verifier in return.
 *
 * @param sha256 of the document that the sender has
 * @param signature that the sender has
 */
public record Disclosure(Role from, String sha256, OneTimeSignature signature, KeyGroup shares) {}
