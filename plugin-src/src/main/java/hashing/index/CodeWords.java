package hashing.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Codes as 64-bit words, the way {@link SegmentCodes} has them. Stateless. */
public final class CodeWords {

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private CodeWords() {}

  /** Words of a code. */
  public static int wordCount(int byteLength) {
    return (byteLength + Long.BYTES - 1) / Long.BYTES;
  }

  /** Columns of a code in a block, 32 bits each. */
  static int columnCount(int byteLength) {
    return (byteLength + Integer.BYTES - 1) / Integer.BYTES;
  }

  /** One column of a code. */
  static int column(long[] words, int column) {
    long word = words[column / 2];
    return (int) (column % 2 == 0 ? word >>> Integer.SIZE : word);
  }

  /** The word of two columns. */
  static long word(int high, int low) {
    return ((long) high << Integer.SIZE) | (low & 0xFFFF_FFFFL);
  }

  /** The words of a code. */
  public static long[] words(byte[] code) {
    long[] words = new long[wordCount(code.length)];
    words(code, 0, code.length, words);
    return words;
  }

  /** Sets {@code target} to the words of the code of {@code byteLength} bytes at an offset. */
  static void words(byte[] bytes, int offset, int byteLength, long[] target) {
    int full = byteLength / Long.BYTES;
    for (int word = 0; word < full; word++) {
      target[word] = (long) BIG_ENDIAN_LONG.get(bytes, offset + word * Long.BYTES);
    }
    if (full < target.length) {
      long rest = 0;
      for (int i = full * Long.BYTES; i < byteLength; i++) {
        rest |= (bytes[offset + i] & 0xFFL) << (Long.SIZE - Byte.SIZE * (i % Long.BYTES + 1));
      }
      target[full] = rest;
    }
  }

  /** Sets one word's bytes in a code of {@code byteLength} bytes. */
  static void set(byte[] code, int byteLength, int index, long word) {
    int from = index * Long.BYTES;
    if (from + Long.BYTES <= byteLength) {
      BIG_ENDIAN_LONG.set(code, from, word);
      return;
    }
    for (int i = from; i < byteLength; i++) {
      code[i] = (byte) (word >>> (Long.SIZE - Byte.SIZE * (i - from + 1)));
    }
  }
}
