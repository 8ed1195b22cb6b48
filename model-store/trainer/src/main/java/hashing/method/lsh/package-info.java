/**
 * Random hyperplanes: what every trained method has to beat.
 *
 * <p>Source: Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002. Two
 * vectors differ in a bit with chance {@code angle / pi}.
 *
 * <p>Differs from the paper: vectors are centred by the mean of the training data first, as those
 * without negative values, such as pixels, would else give bits that go together.
 */
package hashing.method.lsh;
