/**
 * Asymmetric deep supervised hashing: a network encodes queries only; the codes of a database whose
 * labels are all known are free variables and solved for.
 *
 * <p>Source: Jiang, Li, "Asymmetric Deep Supervised Hashing", AAAI 2018, arXiv 1707.08325.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>n, c</td><td>rows of the data, {@code bits}</td></tr>
 *   <tr><td>Omega, m</td><td>{@code sampled}, {@code sample}</td></tr>
 *   <tr><td>F(x; Theta)</td><td>{@code relaxed}</td></tr>
 *   <tr><td>U = tanh(F)</td><td>{@code outputs}</td></tr>
 *   <tr><td>V, database codes</td><td>{@code codes}, -1 or +1; 0 before the first round</td></tr>
 *   <tr><td>S, similar (a label in common) 1, dissimilar -r</td><td>{@code ratio} is r</td></tr>
 *   <tr><td>gamma</td><td>{@code gamma}</td></tr>
 *   <tr><td>equation 4, Theta step</td><td>{@link hashing.method.adsh.AdshObjective}</td></tr>
 *   <tr><td>equation 6, V step</td><td>{@link hashing.method.adsh.DatabaseStep}</td></tr>
 * </table>
 *
 * <p>Differs from the paper: a small network on the rows themselves; Adam. As a row's similarities
 * depend on its labels alone, sums over rows of the same labels take the place of the matrix S: a
 * round costs {@code n * bits^2} and no memory beside the codes; where rows have sets of labels, it
 * costs the square of the number of different sets more.
 *
 * <p>The solved codes carry the labels, about one code a class, so whoever may read them may read
 * those. The paper's figure: mAP 0.9426 for 48 bits on CIFAR-10, solved codes as the database.
 */
package hashing.method.adsh;
