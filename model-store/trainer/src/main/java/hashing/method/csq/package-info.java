/**
 * Central similarity quantisation: every class has a centre, a code far from all others, and a
 * network learns to send each item to its class's centre.
 *
 * <p>Source: Yuan, Wang, Zhang, Tay, Jie, Liu, Feng, "Central Similarity Quantization for Efficient
 * Image and Video Retrieval", CVPR 2020, arXiv 1908.00347.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>K, bits</td><td>{@code bits}</td></tr>
 *   <tr><td>C = {c_1, ..}, hash centres</td><td>{@code centres}, booleans</td></tr>
 *   <tr><td>h, continuous code in 0..1</td><td>{@code (tanh z + 1) / 2} of the relaxed value z</td></tr>
 *   <tr><td>L_C, central similarity loss</td><td>the cross-entropy of
 *       {@link hashing.method.csq.CsqObjective}</td></tr>
 *   <tr><td>L_Q, quantisation loss; lambda</td><td>the second term; {@code quantisation}</td></tr>
 * </table>
 *
 * <p>Differs from the paper: the quantisation term is {@code (|tanh z| - 1)^2}, as in the authors'
 * code; the network is a small network on the rows themselves; of a Hadamard matrix's rows, some
 * are drawn by chance.
 *
 * <p>The paper's figure: mAP 0.873 for 64 bits on ImageNet-100 with a ResNet-50.
 */
package hashing.method.csq;
