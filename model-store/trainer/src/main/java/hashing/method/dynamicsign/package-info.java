/**
 * CSCE-Net: two branches of a network, attention on a local map and windows of a global one, and a
 * sign function with a dead zone that depends on the image.
 *
 * <p>Source: Xue, Shi, He, Xu, Pan, "Cross-Scale Context Extracted Hashing for Fine-Grained Image
 * Binary Encoding", ACML 2022, arXiv 2210.07572, as in the authors' code.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>c, bits; v, code before the sign</td><td>{@code bits}; {@code v}, {@code u = 2 v} within
 *       -1..1</td></tr>
 *   <tr><td>F_l, F_g, local and global features</td><td>{@code local}, {@code global} of
 *       {@link hashing.train.djl.CrossScaleNetwork}</td></tr>
 *   <tr><td>AIE, projection on the global windows</td><td>{@code explained}</td></tr>
 *   <tr><td>DSF; tau, bound of its threshold t</td><td>{@link
 *       hashing.method.dynamicsign.DynamicSign}; {@code tau}</td></tr>
 *   <tr><td>h_k, hash centres</td><td>{@code centres}</td></tr>
 *   <tr><td>s, m, scale and angular margin</td><td>{@code scale}, {@code margin}</td></tr>
 * </table>
 *
 * <p>Differs from the authors' code: a network small enough for two cores; the majority is of half
 * of the bits, not of 32; one scale of values in training and encoding; with {@code learned}, the
 * threshold is {@code tau * sigmoid}, never negative, and has a gradient through a soft zone:
 * there, it gets none and stays as it was drawn. Rows that are no images get a perceptron with the
 * same sign.
 *
 * <p>The whole of it, the sign included, is in the exported graph.
 */
package hashing.method.dynamicsign;
