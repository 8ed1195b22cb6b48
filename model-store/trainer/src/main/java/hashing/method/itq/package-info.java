/**
 * Iterative quantisation: principal components, rotated so that their signs lose least.
 *
 * <p>Source: Gong, Lazebnik, "Iterative Quantization: A Procrustean Approach to Learning Binary
 * Codes", CVPR 2011; with Gordo and Perronnin in TPAMI 2013.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>c, bits</td><td>{@code bits}</td></tr>
 *   <tr><td>V = XW, projected data</td><td>{@code projected}</td></tr>
 *   <tr><td>R, rotation</td><td>{@code rotation}</td></tr>
 *   <tr><td>B, codes in -1, +1</td><td>{@code signs}</td></tr>
 *   <tr><td>Q(B, R), equation 2</td><td>{@link hashing.method.itq.ItqObjective#error}</td></tr>
 * </table>
 *
 * <p>Left out: canonical correlation in place of the principal components, and kernels. A value of
 * zero counts as -1, as in every code here.
 *
 * <p>{@code roots}, ours: the same of the square roots of values, in which small values differ
 * more. It needs no labels either; for how much better it is on pixels see the trainer's report.
 */
package hashing.method.itq;
