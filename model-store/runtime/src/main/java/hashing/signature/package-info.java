/**
 * Signatures of model packages: one-time universal hashing among three parties, and Ed25519.
 *
 * <p>The signer shares one key file with the receiver and one with the verifier, delivered out of
 * band. She signs with the exclusive or of both. Receiver and verifier each have one share: neither
 * can sign, and both find the same when they put the shares together, in an order that binds the
 * receiver first ({@link hashing.signature.Verification}). It needs no assumption on what can be
 * computed, if keys and polynomials are truly random; {@code SecureRandom} is a computational
 * generator, and with it the promise is computational too. It proves something to a third party
 * only while the three roles are three.
 *
 * <p>Symbols of the papers: n group bits, m message bits, p polynomial, s and X first state, Y and
 * Z pads, h min-entropy per bit, eps epsilon. Left out: key generation and error correction, which
 * happen where the keys are made; the permutation of key bits before they are cut into groups,
 * which whoever imports keys with a min-entropy below 1 has to do; the division variant of the
 * hash.
 *
 * <p>Sources: B.-H. Li et al., "One-Time Universal Hashing Quantum Digital Signatures without
 * Perfect Keys", Phys. Rev. Applied 20, 044011, 2023; H.-L. Yin et al., "Experimental quantum
 * secure network with digital signatures and encryption", National Science Review 10, 2023.
 */
package hashing.signature;
