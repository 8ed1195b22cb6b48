package hashing.search;

import hashing.index.BinaryCodeField;
import hashing.index.CodeBlock;
import hashing.index.SegmentCodes;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.util.BitUtil;

/** Against all codes, compared one by one. */
public class HomeBlocksTests extends LuceneTestCase {

  private static final int BITS = 64;
  private static final int COUNT = 40_000;

  public void testCodesLieInTheirBlocks() throws Exception {
    check(
        random(),
        false,
        (codes, all) -> {
          HomeBlocks home = new HomeBlocks(codes);
          int shared = Integer.SIZE - Integer.numberOfLeadingZeros(codes.blockCount() - 1);
          for (int round = 0; round < 200; round++) {
            int ordinal = random().nextInt(codes.ordinalCount());
            byte[] code = bytes(codes.word(ordinal, 0));
            int flipped = random().nextInt(shared + 1);
            if (flipped < shared) {
              code[flipped / 8] ^= (byte) (0x80 >>> flipped % 8);
            }
            int[] blocks = home.of(new QueryCodes("code", BITS, List.of(code)));
            int own = ordinal / CodeBlock.MAX_COUNT;
            assertTrue(
                Arrays.toString(blocks) + " without " + own, Arrays.binarySearch(blocks, own) >= 0);
            assertTrue(blocks.length <= shared + 1);
          }
        });
  }

  public void testTellsWhereTheNearestEnd() throws Exception {
    for (boolean clustered : new boolean[] {false, true}) {
      check(
          random(),
          clustered,
          (codes, all) -> {
            HomeBlocks home = new HomeBlocks(codes);
            int queries = 100;
            double error = 0;
            for (int round = 0; round < queries; round++) {
              byte[] code = bytes(all[random().nextInt(all.length)]);
              for (int flip = 0; flip < 3; flip++) {
                code[random().nextInt(code.length)] ^= (byte) (1 << random().nextInt(8));
              }
              long asked = (long) BitUtil.VH_BE_LONG.get(code, 0);
              int[] distances =
                  Arrays.stream(all)
                      .mapToInt(word -> Long.bitCount(word ^ asked))
                      .sorted()
                      .toArray();
              int most = random().nextBoolean() ? BITS / 2 : 12;
              int expected = home.expected(new QueryCodes("code", BITS, List.of(code)), 10, most);
              assertTrue(expected <= most + 1);
              error += Math.abs(expected - Math.min(distances[9], most + 1));
            }
            assertTrue("mean error " + error / queries, error / queries < 2.5);
          });
    }
  }

  private interface Check {
    void run(SegmentCodes codes, long[] all) throws Exception;
  }

  /** Clusters are of 40 codes, each with about a tenth of its bits unlike its centre's. */
  private static void check(Random random, boolean clustered, Check check) throws Exception {
    long[] all = new long[COUNT];
    long centre = 0;
    for (int i = 0; i < COUNT; i++) {
      centre = i % 40 == 0 ? random.nextLong() : centre;
      all[i] = clustered ? centre : random.nextLong();
      for (int flip = 0; clustered && flip < 6; flip++) {
        all[i] ^= 1L << random.nextInt(BITS);
      }
    }
    try (Directory directory = new ByteBuffersDirectory()) {
      IndexWriterConfig config = new IndexWriterConfig().setCodec(CodeCorpus.codec(COUNT + 1));
      FieldType type = BinaryCodeField.type(BITS, -1);
      try (IndexWriter writer = new IndexWriter(directory, config)) {
        for (long word : all) {
          Document document = new Document();
          document.add(BinaryCodeField.field("code", bytes(word), type));
          writer.addDocument(document);
        }
        writer.forceMerge(1);
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        check.run(LeafCodes.of(reader.leaves().get(0).reader(), "code").fast(), all);
      }
    }
  }

  private static byte[] bytes(long word) {
    byte[] code = new byte[Long.BYTES];
    BitUtil.VH_BE_LONG.set(code, 0, word);
    return code;
  }
}
