package hashing.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads and writes {@code .f32} entries: 32-bit floats, little-endian, nothing else. Stateless. */
public final class FloatFiles {

  private FloatFiles() {}

  /** The entry's bytes. */
  public static byte[] write(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES));
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes.array();
  }

  /** Its floats, which must be {@code count}; the message of a refusal has the entry's name. */
  public static float[] read(PackageEntry entry, byte[] content, long count) {
    check(entry, content, count);
    float[] values = new float[(int) count];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Refuses content that is not of {@code count} floats. */
  static void check(PackageEntry entry, byte[] content, long count) {
    if (content.length != count * Float.BYTES) {
      throw new IllegalArgumentException(
          "entry "
              + entry.fileName()
              + ": found "
              + content.length
              + " bytes, allowed are "
              + count * Float.BYTES
              + " ("
              + count
              + " floats)");
    }
  }
}
