package hashing.index;

import hashing.probe.SubstringKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.lucene.search.DocIdSetIterator;

/** One field's codes, read from the files. */
final class FieldCodes implements SegmentCodes {

  private static final int NONE = -1;

  private final FieldMeta meta;
  private final int wordCount;
  private final CodeBlocks codes;
  private final CheckedRegion documents;

  /** Offsets in the region of documents, {@link #NONE} where an array is left out. */
  private final long docIds;

  private final long ordinals;
  private final long firstPostings;
  private final long postings;
  private final List<SubstringTable> tables;
  private final long tablesLength;
  private final CodeBlocks sampleBlocks;
  private final SubstringKeys keys;

  /** All that the field has in each file. */
  private final List<CheckedRegion> regions;

  private volatile CodeSample sample;

  FieldCodes(
      FieldMeta meta, CheckedFile codesFile, CheckedFile documentsFile, CheckedFile tablesFile)
      throws IOException {
    this.meta = meta;
    wordCount = CodeWords.wordCount(meta.byteLength());
    codes =
        new CodeBlocks(
            codesFile,
            meta.codesOffset(),
            BlockLayout.of(codesFile.version(), meta.byteLength(), meta.ordinalCount()));
    documents = CheckedRegion.of(documentsFile, meta.documentsOffset(), meta.documentsLength());
    long position = 0;
    docIds = meta.dense() ? NONE : position;
    position += meta.dense() ? 0 : ints(meta.documentCount());
    ordinals = position;
    position += ints(meta.documentCount());
    firstPostings = meta.unique() ? NONE : position;
    position += meta.unique() ? 0 : ints(meta.ordinalCount() + 1L);
    postings = position;

    int[][] bits = meta.tables();
    keys = bits.length == 0 ? null : new SubstringKeys(bits, wordCount);
    List<SubstringTable> found = new ArrayList<>();
    long offset = meta.tablesOffset();
    for (int t = 0; t < bits.length; t++) {
      int nextBits = bits[(t + 1) % bits.length].length;
      CodeTable table =
          new CodeTable(tablesFile, offset, keys, t, bits[t].length, nextBits, meta.ordinalCount());
      offset = table.end();
      found.add(table);
    }
    tables = List.copyOf(found);
    sampleBlocks =
        bits.length == 0
            ? null
            : new CodeBlocks(
                tablesFile,
                offset,
                BlockLayout.of(tablesFile.version(), meta.byteLength(), meta.sampleCount()));
    tablesLength =
        sampleBlocks == null ? 0 : offset + sampleBlocks.byteLength() - meta.tablesOffset();
    regions =
        List.of(
            CheckedRegion.of(codesFile, meta.codesOffset(), codes.byteLength()),
            documents,
            CheckedRegion.of(tablesFile, meta.tablesOffset(), tablesLength));
  }

  private static long ints(long count) {
    return count * Integer.BYTES;
  }

  @Override
  public int byteLength() {
    return meta.byteLength();
  }

  @Override
  public int wordCount() {
    return wordCount;
  }

  @Override
  public int documentCount() {
    return meta.documentCount();
  }

  @Override
  public int ordinalCount() {
    return meta.ordinalCount();
  }

  /** Whether every document of the segment has a code. */
  boolean isDense() {
    return meta.dense();
  }

  @Override
  public int ordinal(int docId) throws IOException {
    if (meta.dense()) {
      return ordinalOfValue(docId);
    }
    int value = firstValueFrom(docId, 0);
    return value < meta.documentCount() && docId(value) == docId ? ordinalOfValue(value) : -1;
  }

  /** Document of the {@code value}-th code in document order. */
  int docId(int value) throws IOException {
    Objects.checkIndex(value, meta.documentCount());
    if (meta.dense()) {
      return value;
    }
    return checked("document", documents.getInt(docIds + ints(value)), meta.maxDoc());
  }

  /** Ordinal of the {@code value}-th code in document order. */
  int ordinalOfValue(int value) throws IOException {
    Objects.checkIndex(value, meta.documentCount());
    return checked("ordinal", documents.getInt(ordinals + ints(value)), meta.ordinalCount());
  }

  /** First value, not below {@code from}, of a document not below {@code docId}. */
  int firstValueFrom(int docId, int from) throws IOException {
    if (meta.dense()) {
      return Math.min(Math.max(docId, from), meta.documentCount());
    }
    int low = from;
    int high = meta.documentCount();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (docId(middle) < docId) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public DocIdSetIterator documents() {
    return new CodeIterator(this);
  }

  @Override
  public void code(int ordinal, byte[] target) throws IOException {
    for (int word = 0; word < wordCount; word++) {
      CodeWords.set(target, meta.byteLength(), word, codes.word(ordinal, word));
    }
  }

  @Override
  public long word(int ordinal, int word) throws IOException {
    return codes.word(ordinal, word);
  }

  @Override
  public void distances(long[] query, int[] ordinals, int count, int cut, int[] distances)
      throws IOException {
    codes.distances(query, ordinals, count, cut, distances);
  }

  @Override
  public void distances(
      long[] queries, int[] owners, int[] ordinals, int count, int[] cuts, int[] distances)
      throws IOException {
    codes.distances(queries, wordCount, owners, ordinals, count, cuts, distances);
  }

  @Override
  public int firstPosting(int ordinal) throws IOException {
    Objects.checkIndex(ordinal, meta.ordinalCount() + 1);
    if (meta.unique()) {
      return ordinal;
    }
    int found = documents.getInt(firstPostings + ints(ordinal));
    return checked("first posting", found, meta.documentCount() + 1);
  }

  @Override
  public int posting(int index) throws IOException {
    Objects.checkIndex(index, meta.documentCount());
    return checked("posting", documents.getInt(postings + ints(index)), meta.maxDoc());
  }

  private int checked(String what, int found, int limit) throws IOException {
    if (found < 0 || found >= limit) {
      throw documents.corrupt(what, found, limit);
    }
    return found;
  }

  @Override
  public int blockCount() {
    return codes.blockCount();
  }

  @Override
  public int columnCount() {
    return codes.columnCount();
  }

  @Override
  public int[] blockStarts() throws IOException {
    return codes.blockStarts();
  }

  @Override
  public void readBlock(int block, CodeBlock target) throws IOException {
    codes.read(block, target);
  }

  @Override
  public void readRun(int from, int to, CodeRun target) throws IOException {
    codes.read(from, to, target);
  }

  @Override
  public List<SubstringTable> tables() {
    return tables;
  }

  @Override
  public CodeSample sample() throws IOException {
    if (sampleBlocks == null) {
      return null;
    }
    CodeSample result = sample;
    if (result == null) {
      // Two threads may both read it; either result serves.
      result = readSample();
      sample = result;
    }
    return result;
  }

  private CodeSample readSample() throws IOException {
    CodeBlock[] blocks = new CodeBlock[sampleBlocks.blockCount()];
    for (int b = 0; b < blocks.length; b++) {
      blocks[b] = new CodeBlock();
      sampleBlocks.read(b, blocks[b]);
    }
    int[][] substrings = new int[tables.size()][meta.sampleCount()];
    long[] words = new long[wordCount];
    int[] order = CodeSample.order(meta.sampleCount());
    for (int i = 0; i < order.length; i++) {
      blocks[order[i] / CodeBlock.MAX_COUNT].words(order[i] % CodeBlock.MAX_COUNT, words);
      for (int t = 0; t < substrings.length; t++) {
        substrings[t][i] = keys.key(t, words);
      }
    }
    return new CodeSample(blocks, substrings);
  }

  @Override
  public long storedBytes() {
    return codes.byteLength() + documents.length() + tablesLength;
  }

  @Override
  public void warm(PageCheck check) throws IOException {
    for (CheckedRegion region : regions) {
      region.warm(check);
    }
    sample();
  }

  @Override
  public void forget() {
    regions.forEach(CheckedRegion::forget);
    sample = null;
  }

  Map<String, Long> byteSizes() {
    return Map.of(
        BinaryCodesFormat.CODES_EXTENSION,
        codes.byteLength(),
        BinaryCodesFormat.DOCUMENTS_EXTENSION,
        documents.length(),
        BinaryCodesFormat.TABLES_EXTENSION,
        tablesLength);
  }
}
