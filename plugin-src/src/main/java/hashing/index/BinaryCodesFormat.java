package hashing.index;

import hashing.code.Codes;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Binary codes of up to 16384 bits, kept for exact search in Hamming space: every distinct code
 * once, in columns; its documents; and, from {@value #MIN_ORDINALS_OF_TABLES} distinct codes on,
 * the tables of a multi-index. Byte vectors only.
 *
 * <p>Numbers are little-endian. Every file begins with an {@link
 * org.apache.lucene.codecs.CodecUtil#writeIndexHeader index header} and ends with a {@link
 * org.apache.lucene.codecs.CodecUtil#writeFooter footer}. A data file, header and all, up to its
 * footer, is cut into pages of 16384 bytes, the last one shorter, whose CRC32C checksums are in the
 * meta file; they are verified when a reader first touches a page. <i>aligned</i> means at the next
 * multiple of 64 bytes of the file, zeros before it.
 *
 * <h2>.bcm (meta)</h2>
 *
 * <p>Its checksum is verified when it is opened. For each field:
 *
 * <ul>
 *   <li><b>int32</b> field number
 *   <li><b>int32</b> bytes of a code
 *   <li><b>int32</b> documents with a code
 *   <li><b>int32</b> distinct codes, the ordinals
 *   <li><b>int64</b> offset of the field's codes in .bcd
 *   <li><b>int64</b> offset of its documents in .bco
 *   <li><b>int64</b> offset of its tables in .bct
 *   <li><b>int32</b> number of tables, 0 to 16; for each:
 *       <ul>
 *         <li><b>int32</b> bits of the substring, 1 to 22
 *         <li><b>int32</b>, as many: places of these bits in the code, from the substring's lowest
 *             bit up; bit 0 of a code is the highest of its byte 0. No place occurs twice in a
 *             field; places may be left out
 *       </ul>
 * </ul>
 *
 * <p>then <b>int32</b> -1; then for .bcd, .bco and .bct in this order:
 *
 * <ul>
 *   <li><b>int64</b> length of the file
 *   <li><b>int32</b>, one for each page: its checksum
 * </ul>
 *
 * <h2>.bcd (codes)</h2>
 *
 * <p>For each field, aligned, its distinct codes in ascending order of their unsigned bytes. A code
 * is a row of 32-bit numbers: number 0 holds bytes 0 to 3, byte 0 highest; the last one is filled
 * with zeros. Blocks of 512 codes, the last one shorter, each of them column by column:
 *
 * <ul>
 *   <li><b>int32</b> number 0 of the block's codes, number 1 of the block's codes, and so on. In
 *       the last block a column is filled with zeros to a multiple of 16
 * </ul>
 *
 * <p>In version 0, which is read but not written, a code is a row of 64-bit numbers, <b>int64</b>,
 * and a column is filled to a multiple of 8.
 *
 * <h2>.bco (documents)</h2>
 *
 * <p>For each field, aligned:
 *
 * <ul>
 *   <li><b>int32</b>, one for each document with a code: its number, ascending. Left out when all
 *       documents of the segment have a code
 *   <li><b>int32</b>, one for each document with a code, in the same order: its ordinal
 *   <li><b>int32</b>, one for each ordinal and one more: index of its first posting. Left out when
 *       there are as many ordinals as documents; an ordinal is its posting's index then
 *   <li><b>int32</b>, one for each document with a code: the postings, document numbers in order of
 *       ordinals, ascending within one
 * </ul>
 *
 * <h2>.bct (tables)</h2>
 *
 * <p>For each field that has tables; for each of them, aligned:
 *
 * <ul>
 *   <li><b>int32</b>, one for each value of the substring and one more: index of its first entry
 *   <li>aligned, <b>int64</b>, one for each ordinal, in order of substrings, then of ordinals: the
 *       ordinal in the low 32 bits, in the high ones the code's substring in the next table, which
 *       for the last one is the first
 * </ul>
 *
 * <p>then, aligned, a sample: {@value #SAMPLE_SIZE} codes, those of the ordinals {@code i *
 * ordinals / 4096}, or all if there are fewer; in blocks as in .bcd.
 */
public final class BinaryCodesFormat extends KnnVectorsFormat {

  /** The name that segments carry. */
  public static final String NAME = "HashingCodes1";

  static final String META_CODEC_NAME = NAME + "Meta";
  static final String CODES_CODEC_NAME = NAME + "Data";
  static final String DOCUMENTS_CODEC_NAME = NAME + "Documents";
  static final String TABLES_CODEC_NAME = NAME + "Tables";
  static final String META_EXTENSION = "bcm";
  static final String CODES_EXTENSION = "bcd";
  static final String DOCUMENTS_EXTENSION = "bco";
  static final String TABLES_EXTENSION = "bct";
  static final int VERSION_START = 0;

  /** From here on a column of a block has 32 bits; before, 64. */
  static final int VERSION_HALF_WORDS = 1;

  static final int VERSION_CURRENT = VERSION_HALF_WORDS;

  static final int ALIGNMENT = 64;
  static final int SAMPLE_SIZE = 4096;
  static final int MAX_TABLES = 16;
  static final int MAX_SUBSTRING_BITS = 22;

  /** A scan of fewer codes than these takes some 10 microseconds, which no table beats. */
  static final int MIN_ORDINALS_OF_TABLES = 32768;

  private final int minOrdinalsOfTables;

  /** The format that segments name; for Lucene's service loader too. */
  public BinaryCodesFormat() {
    this(MIN_ORDINALS_OF_TABLES);
  }

  /** With tables from another number of distinct codes on, for tests with small segments. */
  public BinaryCodesFormat(int minOrdinalsOfTables) {
    super(NAME);
    this.minOrdinalsOfTables = minOrdinalsOfTables;
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new BinaryCodesWriter(state, minOrdinalsOfTables);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return new BinaryCodesReader(state);
  }

  @Override
  public int getMaxDimensions(String fieldName) {
    return Codes.byteLength(Codes.MAX_BIT_COUNT);
  }

  @Override
  public String toString() {
    return NAME + "(minOrdinalsOfTables=" + minOrdinalsOfTables + ")";
  }
}
