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
 * <p>{@code mean.f32} is {@code float[size]} and {@code matrix.f32} is {@code float[size][bits]},
 * row by row, 32-bit little-endian, {@code size} being the number of floats that one input becomes.
 * The manifest has the SHA-256 of each of them.
 */
package hashing.store;
