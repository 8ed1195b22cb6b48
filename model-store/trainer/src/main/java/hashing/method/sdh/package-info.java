/**
 * Supervised discrete hashing: codes from which a linear classifier tells the classes are solved
 * for bit by bit, and kernels with anchors learn to give them.
 *
 * <p>Source: Shen, Shen, Liu, Shen, "Supervised Discrete Hashing", CVPR 2015.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>L, m</td><td>{@code bits}, {@code anchors}</td></tr>
 *   <tr><td>B, n x L here</td><td>{@code b}</td></tr>
 *   <tr><td>Y, W</td><td>{@code y}, {@code w}</td></tr>
 *   <tr><td>phi(x), P, F(X)</td><td>{@code phi}, {@code map}, {@code f}</td></tr>
 *   <tr><td>lambda, nu</td><td>{@code lambda}, {@code nu}</td></tr>
 *   <tr><td>t, iterations</td><td>{@code iterations}</td></tr>
 * </table>
 *
 * <p>Left out: the hinge loss. Differs from the paper: the kernel's width is the median squared
 * distance of rows and anchors; the kernels' normal equations have a ridge.
 */
package hashing.method.sdh;
