/**
 * Merging neurons: a network with more bits than wanted is trained, redundant bits are found and
 * merged, and so on in stages, down to the length wanted; the merging is folded into the last
 * layer.
 *
 * <p>Source: after Fu, Song, Wu, Wang, He, "Neurons Merging Layer: Towards Progressive Redundancy
 * Reduction for Deep Supervised Hashing", IJCAI 2019, arXiv 1809.02302.
 *
 * <table>
 *   <caption>Symbols</caption>
 *   <tr><th>paper</th><th>here</th></tr>
 *   <tr><td>active phase, the graph of redundancy</td><td>
 *       {@link hashing.method.neuronmerging.Redundancy}</td></tr>
 *   <tr><td>frozen phase, merged neurons</td><td>{@link hashing.method.neuronmerging.Merge}</td></tr>
 *   <tr><td>progressive training</td><td>{@code stages} from {@code start} to {@code bits}</td></tr>
 * </table>
 *
 * <p>Only the paper's abstract says how it works, so the measure of redundancy, the merged values
 * and the loss, a likelihood of pairs, are ours: {@code LOSS} tries what merging two neurons does
 * to the loss; {@code CORRELATION}, {@code RANDOM} and {@code SELECT}, which drops neurons, are
 * there to compare it with.
 */
package hashing.method.neuronmerging;
