package hashing.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * The codes of one field in one segment, deletes not regarded.
 *
 * <p>Every distinct code is stored once, in ascending unsigned byte order; its place in that order
 * is its ordinal, {@code 0..ordinalCount - 1}. A code's documents are its postings. A code is also
 * {@code wordCount} 64-bit words, word 0 holding bytes 0 to 7, byte 0 in its most significant byte;
 * the last word is padded with zeros on its low side.
 *
 * <p>Safe for use by many threads at once while the segment's reader is referenced. Whatever is
 * read was checked against its checksum before, so that damage shows as {@link
 * org.apache.lucene.index.CorruptIndexException} and never as a wrong answer.
 */
public interface SegmentCodes {

  /** Bytes of a code. */
  int byteLength();

  /** 64-bit words of a code. */
  int wordCount();

  /** Documents with a code, deleted ones among them. */
  int documentCount();

  /** Distinct codes. */
  int ordinalCount();

  /** Ordinal of a document's code, -1 where the document has none. */
  int ordinal(int docId) throws IOException;

  /** The documents with a code, ascending; a fresh iterator at each call. */
  DocIdSetIterator documents() throws IOException;

  /** Copies a code out, {@link #byteLength} bytes. */
  void code(int ordinal, byte[] target) throws IOException;

  /** One 64-bit word of a code. */
  long word(int ordinal, int word) throws IOException;

  /**
   * Distances of several codes from a query: exact where they are at most {@code cut}, else
   * anything above.
   *
   * @param query words of the query code
   * @param ordinals of which the first {@code count} are read, in any order
   * @param distances gets as many
   */
  void distances(long[] query, int[] ordinals, int count, int cut, int[] distances)
      throws IOException;

  /**
   * Distances of several codes, each from a query of its own: exact where they are at most that
   * query's cut, else anything above.
   *
   * @param queries words of the query codes, one behind the other
   * @param owners for each code which of the queries it is compared with
   * @param ordinals of which the first {@code count} are read, in any order
   * @param cuts of each query
   * @param distances gets as many as are read
   */
  void distances(
      long[] queries, int[] owners, int[] ordinals, int count, int[] cuts, int[] distances)
      throws IOException;

  /**
   * Index of an ordinal's first posting; its postings end where the next ordinal's begin, the last
   * one's at {@link #documentCount}. {@code 0 <= ordinal <= ordinalCount}.
   */
  int firstPosting(int ordinal) throws IOException;

  /** Document of a posting; ascending within an ordinal. */
  int posting(int index) throws IOException;

  /** 32-bit columns of a block: as many as {@link #wordCount} words have, or one less. */
  int columnCount();

  /**
   * Column 0 of each block's first code, then of the last code of all. Codes are sorted, so that
   * the bits that two of these which follow one another share, counted from the highest, are shared
   * by all codes of the block between them. Null if there are no codes; not to be written to.
   */
  int[] blockStarts() throws IOException;

  /** Blocks of codes, in ordinal order. */
  int blockCount();

  /**
   * Places a block in {@code target}, which one thread at a time may use for one segment after
   * another.
   */
  void readBlock(int block, CodeBlock target) throws IOException;

  /**
   * Places blocks from {@code from} on, at most to {@code to - 1}, in {@code target}; none where
   * the first of them must be read by itself.
   */
  void readRun(int from, int to, CodeRun target) throws IOException;

  /**
   * The multi-index tables, on a ring: a table's entries carry the substring of the table behind
   * it. Empty in a small segment.
   */
  List<SubstringTable> tables();

  /** A sample of the codes for the planner, null where there are no tables. */
  CodeSample sample() throws IOException;

  /** Bytes that the field takes in the segment's files. */
  long storedBytes();

  /**
   * Reads and verifies every page of the field's codes, so that the first searches do not wait for
   * the disk.
   *
   * @param check called before each page; what it throws ends it
   */
  void warm(PageCheck check) throws IOException;

  /**
   * Forgets which of the field's pages were verified, and the sample: each is read and verified
   * anew when it is used next. Searches go on meanwhile.
   */
  void forget();

  /** Says whether to go on, by throwing where not. */
  @FunctionalInterface
  interface PageCheck {
    void run() throws IOException;
  }
}
