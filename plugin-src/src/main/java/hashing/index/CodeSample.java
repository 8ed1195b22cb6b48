package hashing.index;

/**
 * Codes drawn evenly from a segment's ordinals, with their substrings: what the planner estimates
 * from. {@code keys[table][i]} is the substring of the sample's {@code i}-th code, counted through
 * the blocks.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CodeSample(CodeBlock[] blocks, int[][] keys) {

  /** Number of codes. */
  public int size() {
    return keys.length == 0 ? 0 : keys[0].length;
  }
}
