/**
 * Spectral hashing: bits are the signs of the slowest waves along the principal components, several
 * of them along a component over which the data stretch far. No labels.
 *
 * <p>Source: Weiss, Torralba, Fergus, "Spectral Hashing", NIPS 2008.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>k, bits</td><td>{@code bits}</td></tr>
 *   <tr><td>[a, b], range of a component</td><td>{@code least}, {@code length} is b - a</td></tr>
 *   <tr><td>Phi_k, eigenfunction</td><td>{@link hashing.method.spectral.SpectralPlan}</td></tr>
 *   <tr><td>lambda_k, eigenvalue</td><td>{@link hashing.method.spectral.SpectralObjective}, where
 *       {@code k / (b - a)} stands for it, in the same order</td></tr>
 * </table>
 *
 * <p>Differs from the paper: a row beyond the range of training counts as at its end.
 */
package hashing.method.spectral;
