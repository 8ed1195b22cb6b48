/**
 * Which encoders compute the same function, however they are written down: each is asked for the
 * codes of the same fixed inputs, the probes, and what it answers is hashed and compared.
 *
 * <p>{@link hashing.fingerprint.Fingerprint} is what is stored of an encoder, {@link
 * hashing.fingerprint.Comparison} what two of them have to do with one another.
 *
 * <p>Equal answers are evidence and no proof: the probes are public, and whoever makes a model on
 * purpose can make it answer them alike and all else differently. A signature says who made a
 * model.
 *
 * <p>Source: Gillard, Jonany, Miao, Munn, de Souza, Dungay, Liang, So, Le, Real, "Unified
 * Functional Hashing in Automatic Machine Learning", 2023, arXiv 2302.05433. Differs from the
 * paper: encoders are run as they are and not trained for a few steps; signs are hashed too;
 * outputs are compared besides, as truncating them gives no tolerance between runtimes.
 */
package hashing.fingerprint;
