/**
 * HashNet: pairs of one class are drawn together and others pushed apart, through a hyperbolic
 * tangent that grows steeper as training goes on, until it is nearly the sign.
 *
 * <p>Source: Cao, Long, Wang, Yu, "HashNet: Deep Learning to Hash by Continuation", ICCV 2017,
 * arXiv 1702.00758.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>z, values before the activation</td><td>{@code relaxed}</td></tr>
 *   <tr><td>beta, continuation</td><td>{@code steepness}</td></tr>
 *   <tr><td>alpha, of the inner product</td><td>{@code scale}</td></tr>
 *   <tr><td>w_ij, equation 2</td><td>weights of similar and dissimilar pairs</td></tr>
 *   <tr><td>equation 4</td><td>{@link hashing.method.hashnet.HashNetObjective}</td></tr>
 * </table>
 *
 * <p>Left out: confidences of pairs that share several labels. Differs from the paper: a small
 * network on the rows themselves, Adam, pairs within a batch; {@code beta = sqrt(1 + growth *
 * batches)}, renewed every 200 batches as in the authors' code.
 *
 * <p>The paper's figure: mAP 0.782 for 48 bits on CIFAR-10 as reproduced by others.
 */
package hashing.method.hashnet;
