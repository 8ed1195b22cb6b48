package hashing.index;

/** Where words of codes lie in a run of blocks: {@link CodeBlock} and the format's javadoc. */
record BlockLayout(int wordCount, int count) {

  int blockCount() {
    // count + 511 may overflow
    return count / CodeBlock.MAX_COUNT + (count % CodeBlock.MAX_COUNT == 0 ? 0 : 1);
  }

  /** Codes of a block. */
  int count(int block) {
    return Math.min(CodeBlock.MAX_COUNT, count - block * CodeBlock.MAX_COUNT);
  }

  /** Words of a column. */
  int stride(int block) {
    return (count(block) + 7) & ~7;
  }

  long offset(int block) {
    return (long) block * CodeBlock.MAX_COUNT * wordCount * Long.BYTES;
  }

  int byteLength(int block) {
    return stride(block) * wordCount * Long.BYTES;
  }

  long wordOffset(int ordinal, int word) {
    int block = ordinal / CodeBlock.MAX_COUNT;
    int row = ordinal % CodeBlock.MAX_COUNT;
    return offset(block) + ((long) word * stride(block) + row) * Long.BYTES;
  }

  /** Bytes of all blocks. */
  long length() {
    int last = blockCount() - 1;
    return last < 0 ? 0 : offset(last) + byteLength(last);
  }
}
