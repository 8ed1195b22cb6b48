package hashing.importing;

import hashing.code.Codes;

/** What the elements of a row of numbers are. Stateless. */
public enum MatrixValues {
  /** One bit an element, 0 or 1. */
  BITS {
    @Override
    byte[] code(byte[] elements) {
      byte[] code = new byte[Codes.byteLength(elements.length)];
      for (int bit = 0; bit < elements.length; bit++) {
        if (elements[bit] == 1) {
          Codes.set(code, bit);
        } else if (elements[bit] != 0) {
          throw new IllegalArgumentException(
              "found " + elements[bit] + " in column " + bit + ", allowed are 0 and 1");
        }
      }
      return code;
    }

    @Override
    int bitCount(int columns) {
      return columns;
    }
  },

  /** A byte an element, the first one first. */
  BYTES {
    @Override
    byte[] code(byte[] elements) {
      return elements;
    }

    @Override
    int bitCount(int columns) {
      return columns * Byte.SIZE;
    }
  };

  /** The packed code of a row; may be the row itself. */
  abstract byte[] code(byte[] elements);

  abstract int bitCount(int columns);

  /** Whether a row could be single bits. */
  static boolean couldBeBits(byte[] elements) {
    for (byte element : elements) {
      if (element != 0 && element != 1) {
        return false;
      }
    }
    return true;
  }
}
