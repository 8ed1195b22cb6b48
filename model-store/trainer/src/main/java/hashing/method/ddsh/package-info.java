/**
 * Deep discrete supervised hashing: by turns, the codes of a small sample are solved for as a
 * binary quadratic programme, bit by bit, and a network learns to give all other items codes that
 * agree with them.
 *
 * <p>Source: Jiang, Cui, Li, "Deep Discrete Supervised Hashing", IEEE Transactions on Image
 * Processing 2018, arXiv 1707.09905.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>n, c</td><td>rows trained on, {@code bits}</td></tr>
 *   <tr><td>Omega, Gamma</td><td>{@code sampled}, {@code others}</td></tr>
 *   <tr><td>S, similar (a label in common) 1, dissimilar -r</td><td>{@code ratio} is r</td></tr>
 *   <tr><td>B</td><td>{@link hashing.train.math.SignedCodes}</td></tr>
 *   <tr><td>F(x; Theta), u = tanh(F)</td><td>{@code relaxed}, {@code u}</td></tr>
 *   <tr><td>Q^k, p^k</td><td>{@link hashing.method.ddsh.SampleStep#program}</td></tr>
 * </table>
 *
 * <p>Differs from the paper: a small network on the rows themselves, Adam, a loss divided by the
 * sample's size; as a row's similarities depend on its labels alone, sums over rows of the same
 * labels take the place of S, also where rows have several labels; the authors' code gives pairs
 * without a common label a target of 0 there, not -r. The sample's solved codes are dropped; final
 * codes are the network's.
 *
 * <p>The authors' logged figure: mAP 0.8318 for 48 bits on CIFAR-10, 5,000 labels. On Fashion-MNIST
 * the discrete step brings nothing over a relaxed loss of the same network.
 */
package hashing.method.ddsh;
