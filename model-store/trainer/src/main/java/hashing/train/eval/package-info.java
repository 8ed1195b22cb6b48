/**
 * How good codes are at finding items of the same class.
 *
 * <p>Distances are integers, so that thousands of items tie. Every figure here is the mean over all
 * orders of the tied items, worked out from two histograms of distances for each query.
 */
package hashing.train.eval;
