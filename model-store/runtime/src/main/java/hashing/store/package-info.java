/**
 * Model packages: one zip that holds an encoder and says what it is.
 *
 * <p>Entries: {@code manifest.json}, always, and by kind
 *
 * <ul>
 *   <li>{@code hyperplane}: {@code mean.f32}, or nothing
 *   <li>{@code linear}: {@code mean.f32} and {@code matrix.f32}
 *   <li>{@code onnx}: {@code model.onnx}
 * </ul>
 *
 * <p>and where texts become vectors, by the input's features
 *
 * <ul>
 *   <li>{@code sentence}: {@code tokenizer.json} and {@code sentence.onnx}
 *   <li>{@code terms}: {@code idf.f32}, {@code float[buckets]}, and {@code projection.f32}, {@code
 *       float[buckets][dimension]}
 * </ul>
 *
 * <p>{@code licence.txt} may be in any. {@code mean.f32} is {@code float[size]} and {@code
 * matrix.f32} is {@code float[size][bits]}, row by row, 32-bit little-endian, {@code size} being
 * the number of floats that one input becomes. The manifest has the SHA-256 of each of them.
 */
package hashing.store;
