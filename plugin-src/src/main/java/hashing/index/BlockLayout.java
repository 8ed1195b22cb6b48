package hashing.index;

/**
 * Where columns of codes lie in a run of blocks: {@link CodeBlock} and the format's javadoc.
 *
 * @param columnCount columns of a code
 * @param columnBytes bytes of a code's column: 4, or 8 in files of the first version
 * @param count codes
 */
record BlockLayout(int columnCount, int columnBytes, int count) {

  /** Bytes of a column are a multiple of these. */
  private static final int ALIGNMENT = 64;

  /** Codes of so many bytes, as a version of the format has them. */
  static BlockLayout of(int version, int byteLength, int count) {
    return version < BinaryCodesFormat.VERSION_HALF_WORDS
        ? new BlockLayout(CodeWords.wordCount(byteLength), Long.BYTES, count)
        : new BlockLayout(CodeWords.columnCount(byteLength), Integer.BYTES, count);
  }

  int blockCount() {
    // count + 511 may overflow
    return count / CodeBlock.MAX_COUNT + (count % CodeBlock.MAX_COUNT == 0 ? 0 : 1);
  }

  /** Codes of a block. */
  int count(int block) {
    return Math.min(CodeBlock.MAX_COUNT, count - block * CodeBlock.MAX_COUNT);
  }

  /** Codes of a column, those that fill it up among them. */
  int stride(int block) {
    // A division by a number that is not known beforehand would cost more than all the rest.
    int rest = columnBytes == Integer.BYTES ? ALIGNMENT / 4 - 1 : ALIGNMENT / 8 - 1;
    return (count(block) + rest) & ~rest;
  }

  long offset(int block) {
    return (long) block * CodeBlock.MAX_COUNT * columnCount * columnBytes;
  }

  int byteLength(int block) {
    return stride(block) * columnCount * columnBytes;
  }

  /** Where a code's column lies. */
  long position(int ordinal, int column) {
    int block = ordinal / CodeBlock.MAX_COUNT;
    int row = ordinal % CodeBlock.MAX_COUNT;
    return offset(block) + ((long) column * stride(block) + row) * columnBytes;
  }

  /** Bytes of all blocks. */
  long length() {
    int last = blockCount() - 1;
    return last < 0 ? 0 : offset(last) + byteLength(last);
  }
}
