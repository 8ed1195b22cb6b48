/**
 * Binary codes: their layout, their written forms, and the distance between them.
 *
 * <p>A code of {@code bitCount} bits, 1 to 16384, is a {@code byte[]} of {@code ceil(bitCount / 8)}
 * bytes. Bit 0 is the most significant bit of byte 0, as {@code numpy.packbits} has it; the bits
 * behind the last one are zero.
 */
package hashing.code;
