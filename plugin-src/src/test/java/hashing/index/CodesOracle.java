package hashing.index;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import hashing.code.Codes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.apache.lucene.search.DocIdSetIterator;

/** Compares everything that a segment says of a field with the codes by document. */
final class CodesOracle {

  private CodesOracle() {}

  /**
   * @param expected code of each document that has one, deleted ones among them
   * @param minOrdinalsOfTables distinct codes from which there are tables
   */
  static void check(
      SegmentCodes codes, int byteLength, Map<Integer, byte[]> expected, int minOrdinalsOfTables)
      throws IOException {
    TreeMap<byte[], Set<Integer>> postings = new TreeMap<>(Arrays::compareUnsigned);
    for (Map.Entry<Integer, byte[]> entry : expected.entrySet()) {
      postings.computeIfAbsent(entry.getValue(), code -> new HashSet<>()).add(entry.getKey());
    }
    assertEquals(byteLength, codes.byteLength());
    assertEquals((byteLength + 7) / 8, codes.wordCount());
    assertEquals(expected.size(), codes.documentCount());
    assertEquals(postings.size(), codes.ordinalCount());
    byte[][] distinct = postings.keySet().toArray(byte[][]::new);
    long[][] words = Arrays.stream(distinct).map(CodesOracle::slowWords).toArray(long[][]::new);
    checkDocuments(codes, expected, distinct);
    checkPostings(codes, postings, distinct);
    checkBlocks(codes, words);
    if (words.length > 0) {
      checkDistances(codes, words, new Random(words.length));
    }
    if (distinct.length > 0 && distinct.length >= minOrdinalsOfTables) {
      checkTables(codes, words);
      checkSample(codes, words);
      checkBatches(codes, new Random(words.length));
    } else {
      assertTrue(codes.tables().isEmpty());
      assertNull(codes.sample());
    }
  }

  private static void checkDocuments(
      SegmentCodes codes, Map<Integer, byte[]> expected, byte[][] distinct) throws IOException {
    DocIdSetIterator documents = codes.documents();
    assertEquals(-1, documents.docID());
    int last = -1;
    for (int doc : new TreeSet<>(expected.keySet())) {
      assertEquals(doc, documents.nextDoc());
      for (int gap = last + 1; gap < doc; gap++) {
        assertEquals(-1, codes.ordinal(gap));
        assertEquals(doc, codes.documents().advance(gap));
      }
      assertEquals(
          Arrays.binarySearch(distinct, expected.get(doc), Arrays::compareUnsigned),
          codes.ordinal(doc));
      last = doc;
    }
    assertEquals(DocIdSetIterator.NO_MORE_DOCS, documents.nextDoc());
    assertEquals(DocIdSetIterator.NO_MORE_DOCS, codes.documents().advance(last + 1));
  }

  private static void checkPostings(
      SegmentCodes codes, Map<byte[], Set<Integer>> postings, byte[][] distinct)
      throws IOException {
    byte[] code = new byte[codes.byteLength()];
    for (int ordinal = 0; ordinal < distinct.length; ordinal++) {
      codes.code(ordinal, code);
      assertArrayEquals(distinct[ordinal], code);
      int first = codes.firstPosting(ordinal);
      int end = codes.firstPosting(ordinal + 1);
      int[] found = new int[end - first];
      for (int i = 0; i < found.length; i++) {
        found[i] = codes.posting(first + i);
      }
      int[] sorted = postings.get(code).stream().mapToInt(Integer::intValue).sorted().toArray();
      assertArrayEquals(sorted, found);
    }
    assertEquals(codes.documentCount(), codes.firstPosting(distinct.length));
  }

  /** The words of a code, bit by bit. */
  private static long[] slowWords(byte[] code) {
    long[] words = new long[(code.length + 7) / 8];
    for (int place = 0; place < code.length * Byte.SIZE; place++) {
      if (Codes.get(code, place)) {
        words[place / Long.SIZE] |= 1L << (Long.SIZE - 1 - place % Long.SIZE);
      }
    }
    return words;
  }

  private static void checkBlocks(SegmentCodes codes, long[][] words) throws IOException {
    assertEquals((words.length + 511) / 512, codes.blockCount());
    CodeBlock block = new CodeBlock();
    for (int b = 0; b < codes.blockCount(); b++) {
      codes.readBlock(b, block);
      assertEquals(512L * b, block.firstOrdinal);
      assertEquals(Math.min(512, words.length - b * 512), block.count);
      checkColumns(block, codes.byteLength(), ordinal -> words[block.firstOrdinal + ordinal]);
      for (int i = 0; i < block.count; i++) {
        for (int word = 0; word < codes.wordCount(); word++) {
          assertEquals(words[b * 512 + i][word], codes.word(b * 512 + i, word));
        }
      }
    }
  }

  private static void checkColumns(CodeBlock block, int byteLength, IntFunction<long[]> expected) {
    assertEquals(0, block.stride % 16);
    int most = (byteLength + 7) / 8 * 2;
    assertTrue(block.columnCount == (byteLength + 3) / 4 || block.columnCount == most);
    assertTrue(block.stride >= block.count);
    for (int column = 0; column < block.columnCount; column++) {
      for (int i = 0; i < block.stride; i++) {
        int found =
            block.segment.get(
                CheckedRegion.INT, block.offset + (long) (column * block.stride + i) * 4);
        if (i < block.count) {
          assertEquals((int) (expected.apply(i)[column / 2] >>> (32 - column % 2 * 32)), found);
        } else {
          assertEquals(0, found);
        }
      }
    }
  }

  private static void checkTables(SegmentCodes codes, long[][] words) throws IOException {
    List<SubstringTable> tables = codes.tables();
    assertTrue(!tables.isEmpty() && tables.size() <= 16);
    for (int t = 0; t < tables.size(); t++) {
      SubstringTable table = tables.get(t);
      SubstringTable next = tables.get((t + 1) % tables.size());
      assertTrue(table.bits() >= 1 && table.bits() <= BinaryCodesFormat.MAX_SUBSTRING_BITS);
      boolean[] seen = new boolean[words.length];
      int entry = 0;
      for (int key = 0; key < 1 << table.bits(); key++) {
        assertEquals(entry, table.firstEntry(key));
        int last = -1;
        for (; entry < table.firstEntry(key + 1); entry++) {
          int ordinal = (int) table.entry(entry);
          assertTrue(!seen[ordinal] && ordinal > last);
          seen[ordinal] = true;
          last = ordinal;

          assertEquals(key, table.key(words[ordinal]));
          assertEquals(next.key(words[ordinal]), table.entry(entry) >>> 32);
        }
      }
      assertEquals(words.length, entry);
      assertEquals(words.length, table.firstEntry(1 << table.bits()));
    }
    checkDisjoint(codes);
  }

  /** Every flipped bit changes at most one substring, and that in one bit. */
  private static void checkDisjoint(SegmentCodes codes) {
    int found = 0;
    for (int bit = 0; bit < codes.byteLength() * Byte.SIZE; bit++) {
      long[] single = new long[codes.wordCount()];
      single[bit / 64] = Long.MIN_VALUE >>> (bit % 64);
      int ones = 0;
      for (SubstringTable table : codes.tables()) {
        ones += Integer.bitCount(table.key(single));
      }
      assertTrue(ones <= 1);
      found += ones;
    }
    assertEquals(codes.tables().stream().mapToInt(SubstringTable::bits).sum(), found);
  }

  private static void checkSample(SegmentCodes codes, long[][] words) throws IOException {
    CodeSample sample = codes.sample();
    assertNotNull(sample);
    assertEquals(Math.min(4096, words.length), sample.size());
    int row = 0;
    for (CodeBlock block : sample.blocks()) {
      int first = row;
      checkColumns(
          block,
          codes.byteLength(),
          i -> words[(int) ((long) (first + i) * words.length / sample.size())]);
      row += block.count;
    }
    assertEquals(sample.size(), row);
    int[] order = CodeSample.order(sample.size());
    boolean[] seen = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      assertFalse(seen[order[i]]);
      seen[order[i]] = true;
      long[] drawn = words[(int) ((long) order[i] * words.length / sample.size())];
      for (int t = 0; t < codes.tables().size(); t++) {
        assertEquals(codes.tables().get(t).key(drawn), sample.keys()[t][i]);
      }
    }
  }

  /** Batches of any keys, against one bucket after another. */
  static void checkBatches(SegmentCodes codes, Random random) throws IOException {
    BucketBatch batch = new BucketBatch();
    for (int t = 0; t < codes.tables().size(); t++) {
      SubstringTable table = codes.tables().get(t);
      int nextBits = codes.tables().get((t + 1) % codes.tables().size()).bits();
      for (int round = 0; round < 20; round++) {
        boolean many = random.nextBoolean();
        int next = random.nextInt(1 << nextBits);
        int least = random.nextInt(nextBits + 1);
        int most = least + random.nextInt(nextBits + 1);
        batch.keyCount = random.nextInt(BucketBatch.MAX_KEYS + 1);
        List<Integer> expected = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        int entries = 0;
        for (int i = 0; i < batch.keyCount; i++) {
          batch.keys[i] = random.nextInt(1 << table.bits());
          batch.nextKeys[i] = many ? random.nextInt(1 << nextBits) : next;
          int end = table.firstEntry(batch.keys[i] + 1);
          for (int e = table.firstEntry(batch.keys[i]); e < end; e++, entries++) {
            int distance = Integer.bitCount((int) (table.entry(e) >>> 32) ^ batch.nextKeys[i]);
            if (distance >= least && distance <= most) {
              expected.add((int) table.entry(e));
              places.add(i);
            }
          }
        }
        List<Integer> found = new ArrayList<>();
        if (many) {
          batch.start(least, most);
        } else {
          batch.start(next, least, most);
        }
        while (table.read(batch)) {
          assertTrue(batch.entryCount <= BucketBatch.MAX_ENTRIES);
          entries -= batch.entryCount;
          for (int i = 0; i < batch.ordinalCount; i++) {
            if (many) {
              assertEquals((int) places.get(found.size()), batch.places[i]);
            }
            found.add(batch.ordinals[i]);
          }
        }
        assertEquals(expected, found);
        assertEquals(0, entries);
      }
    }
  }

  /** Distances of codes at random, exact within a cut. */
  static void checkDistances(SegmentCodes codes, long[][] words, Random random) throws IOException {
    int[] ordinals = random.ints(random.nextInt(100), 0, words.length).toArray();
    byte[] code = new byte[codes.byteLength()];
    random.nextBytes(code);
    long[] query = CodeWords.words(code);
    int cut = random.nextInt(codes.wordCount() * Long.SIZE);
    int[] found = new int[ordinals.length];
    codes.distances(query, ordinals, ordinals.length, cut, found);
    for (int i = 0; i < found.length; i++) {
      int distance = 0;
      for (int w = 0; w < query.length; w++) {
        distance += Long.bitCount(query[w] ^ words[ordinals[i]][w]);
      }
      assertTrue(distance <= cut ? found[i] == distance : found[i] > cut);
    }
    checkDistancesOfMany(codes, words, ordinals, random);
  }

  /** Each code from a query of its own. */
  private static void checkDistancesOfMany(
      SegmentCodes codes, long[][] words, int[] ordinals, Random random) throws IOException {
    int wordCount = codes.wordCount();
    int queryCount = 1 + random.nextInt(20);
    long[] queries = new long[queryCount * wordCount];
    byte[] code = new byte[codes.byteLength()];
    for (int q = 0; q < queryCount; q++) {
      random.nextBytes(code);
      System.arraycopy(CodeWords.words(code), 0, queries, q * wordCount, wordCount);
    }
    int[] owners = random.ints(ordinals.length, 0, queryCount).toArray();
    int[] cuts = random.ints(queryCount, 0, wordCount * Long.SIZE).toArray();
    int[] found = new int[ordinals.length];
    codes.distances(queries, owners, ordinals, ordinals.length, cuts, found);
    for (int i = 0; i < found.length; i++) {
      int distance = 0;
      for (int w = 0; w < wordCount; w++) {
        distance += Long.bitCount(queries[owners[i] * wordCount + w] ^ words[ordinals[i]][w]);
      }
      int cut = cuts[owners[i]];
      assertTrue(distance <= cut ? found[i] == distance : found[i] > cut);
    }
  }
}
