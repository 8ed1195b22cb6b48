package hashing.index;

import hashing.code.Codes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LogDocMergePolicy;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnByteVectorQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;
import org.apache.lucene.tests.util.TestUtil;
import org.apache.lucene.util.FixedBitSet;

/** The reader as Lucene sees it, refusals, other formats' segments, threads, closing. */
public class BinaryCodesReaderTests extends LuceneTestCase {

  private static final int BITS = 72;

  private static IndexWriterConfig config(KnnVectorsFormat format) {
    return new IndexWriterConfig().setCodec(TestUtil.alwaysKnnVectorsFormat(format));
  }

  private static Document document(String field, byte[] code) {
    Document doc = new Document();
    if (code != null) {
      doc.add(BinaryCodeField.field(field, code, BinaryCodeField.type(code.length * Byte.SIZE, 5)));
    }
    return doc;
  }

  /** Codes near one another, a quarter of them absent. */
  private static List<byte[]> randomCodes(int count) {
    List<byte[]> codes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] code = new byte[BITS / Byte.SIZE];
      code[random().nextInt(code.length)] = (byte) random().nextInt(8);
      codes.add(random().nextInt(4) == 0 ? null : code);
    }
    return codes;
  }

  private static void write(Directory dir, KnnVectorsFormat format, List<byte[]> codes)
      throws IOException {
    MergePolicy none = NoMergePolicy.INSTANCE;
    try (IndexWriter writer = new IndexWriter(dir, config(format).setMergePolicy(none))) {
      for (byte[] code : codes) {
        writer.addDocument(document("code", code));
      }
    }
  }

  public void testSearchAndScorerAgainstScan() throws Exception {
    List<byte[]> codes = randomCodes(700);
    try (Directory dir = newDirectory()) {
      write(dir, new BinaryCodesFormat(), codes);
      try (DirectoryReader reader = DirectoryReader.open(dir)) {
        LeafReader leaf = reader.leaves().get(0).reader();
        for (int run = 0; run < 50; run++) {
          byte[] query = new byte[BITS / Byte.SIZE];
          random().nextBytes(query);
          FixedBitSet accepted = new FixedBitSet(codes.size());
          List<Float> expected = new ArrayList<>();
          for (int doc = 0; doc < codes.size(); doc++) {
            if (codes.get(doc) != null && random().nextBoolean()) {
              accepted.set(doc);
              expected.add(1f / (1 + Codes.distance(query, codes.get(doc))));
            }
          }
          expected.sort((a, b) -> Float.compare(b, a));
          TopKnnCollector collector = new TopKnnCollector(20, Integer.MAX_VALUE);
          AcceptDocs accept = AcceptDocs.fromLiveDocs(accepted, codes.size());
          leaf.searchNearestVectors("code", query, collector, accept);
          ScoreDoc[] hits = collector.topDocs().scoreDocs;
          assertEquals(Math.min(20, expected.size()), hits.length);
          for (int i = 0; i < hits.length; i++) {
            assertTrue(accepted.get(hits[i].doc));
            assertEquals(expected.get(i), hits[i].score, 0);
            int distance = Codes.distance(query, codes.get(hits[i].doc));
            assertEquals(1f / (1 + distance), hits[i].score, 0);
          }
          var scorer = leaf.getByteVectorValues("code").scorer(query);
          int doc = scorer.iterator().advance(random().nextInt(codes.size()));
          if (doc < codes.size()) {
            assertEquals(1f / (1 + Codes.distance(query, codes.get(doc))), scorer.score(), 0);
          }
        }
      }
    }
  }

  public void testVisitLimitEndsSearch() throws Exception {
    List<byte[]> codes = randomCodes(700);
    try (Directory dir = newDirectory()) {
      write(dir, new BinaryCodesFormat(), codes);
      try (DirectoryReader reader = DirectoryReader.open(dir)) {
        LeafReader leaf = reader.leaves().get(0).reader();
        TopKnnCollector collector = new TopKnnCollector(5, 30);
        leaf.searchNearestVectors(
            "code", new byte[9], collector, AcceptDocs.fromLiveDocs(null, codes.size()));
        assertTrue(collector.earlyTerminated());
        assertEquals(30, collector.visitedCount());
      }
    }
  }

  public void testLuceneQueryFindsNearest() throws Exception {
    List<byte[]> codes = randomCodes(300);
    codes.replaceAll(code -> code == null ? new byte[9] : code);
    try (Directory dir = newDirectory()) {
      write(dir, new BinaryCodesFormat(), codes);
      try (DirectoryReader reader = DirectoryReader.open(dir)) {
        byte[] query = codes.get(random().nextInt(300)).clone();
        query[3] ^= (byte) 0xC0;
        int nearest = codes.stream().mapToInt(code -> Codes.distance(query, code)).min().orElse(0);
        ScoreDoc[] hits =
            new IndexSearcher(reader).search(new KnnByteVectorQuery("code", query, 1), 1).scoreDocs;
        assertEquals(1f / (1 + nearest), hits[0].score, 0);
        KnnByteVectorQuery none =
            new KnnByteVectorQuery("code", query, 1, new MatchNoDocsQuery("nothing"));
        assertEquals(0, new IndexSearcher(reader).search(none, 1).scoreDocs.length);
      }
    }
  }

  public void testRefusals() throws Exception {
    try (Directory dir = newDirectory()) {
      try (IndexWriter writer = new IndexWriter(dir, config(new BinaryCodesFormat()))) {
        Document floats = new Document();
        floats.add(new KnnFloatVectorField("vector", new float[] {1, 2}));
        Exception refused =
            expectThrows(IllegalArgumentException.class, () -> writer.addDocument(floats));
        assertTrue(refused.getMessage(), refused.getMessage().contains("\"vector\""));
        assertTrue(refused.getMessage(), refused.getMessage().contains("FLOAT32"));
      }
    }
    try (Directory dir = newDirectory()) {
      try (IndexWriter writer = new IndexWriter(dir, config(new BinaryCodesFormat()))) {
        Document twice = document("code", new byte[9]);
        twice.add(BinaryCodeField.field("code", new byte[9], BinaryCodeField.type(BITS, 5)));
        expectThrows(IllegalArgumentException.class, () -> writer.addDocument(twice));
        writer.addDocument(document("code", new byte[9]));
      }
      try (DirectoryReader reader = DirectoryReader.open(dir)) {
        CodecReader leaf = (CodecReader) reader.leaves().get(0).reader();
        expectThrows(
            IllegalArgumentException.class,
            () -> leaf.getVectorReader().getFloatVectorValues("code"));
        TopKnnCollector collector = new TopKnnCollector(5, 30);
        Exception length =
            expectThrows(
                IllegalArgumentException.class,
                () -> leaf.getVectorReader().search("code", new byte[8], collector, null));
        assertTrue(length.getMessage(), length.getMessage().contains("9 bytes, found 8"));
      }
    }
    expectThrows(IllegalArgumentException.class, () -> BinaryCodeField.type(0, -1));
    expectThrows(IllegalArgumentException.class, () -> BinaryCodeField.type(16385, -1));
    expectThrows(IllegalArgumentException.class, () -> BinaryCodeField.type(8, 9));
  }

  /** Segments of Lucene's own format are taken in by a merge, beside some of ours. */
  public void testMergeOfAnotherFormat() throws Exception {
    List<byte[]> theirs = randomCodes(200);
    List<byte[]> ours = randomCodes(200);
    try (Directory dir = newDirectory()) {
      write(dir, new Lucene99HnswVectorsFormat(), theirs);
      write(dir, new BinaryCodesFormat(), ours);
      // This policy keeps the order of segments, so that documents are known by their numbers.
      MergePolicy inOrder = new LogDocMergePolicy();
      try (IndexWriter writer =
          new IndexWriter(dir, config(new BinaryCodesFormat(5)).setMergePolicy(inOrder))) {
        writer.forceMerge(1);
      }
      try (DirectoryReader reader = DirectoryReader.open(dir)) {
        Map<Integer, byte[]> expected = new HashMap<>();
        for (int doc = 0; doc < 400; doc++) {
          byte[] code = doc < 200 ? theirs.get(doc) : ours.get(doc - 200);
          if (code != null) {
            expected.put(doc, code);
          }
        }
        CodecReader leaf = (CodecReader) reader.leaves().get(0).reader();
        CodesOracle.check(BinaryCodesFormatTests.codes(leaf, "code"), 9, expected, 5);
        FieldInfo info = leaf.getFieldInfos().fieldInfo("code");
        assertEquals("72", info.getAttribute(BinaryCodeField.BITS_ATTRIBUTE));
        assertEquals("5", info.getAttribute(BinaryCodeField.TARGET_DISTANCE_ATTRIBUTE));
      }
    }
  }

  public void testByteSizes() throws Exception {
    try (Directory dir = new ByteBuffersDirectory()) {
      SegmentFiles files = new SegmentFiles(1000, 64, random().nextLong());
      files.putAll(dir);
      try (BinaryCodesReader reader = files.open(dir)) {
        for (int file = 1; file < 4; file++) {
          long total = 0;
          for (String field : new String[] {"a", "b"}) {
            long bytes =
                reader.getOffHeapByteSize(files.info(field)).get(SegmentFiles.EXTENSIONS[file]);
            assertTrue(bytes > 0);
            total += bytes;
          }
          assertTrue(total <= files.footer(file) && total > files.footer(file) - 300);
        }
      }
    }
  }

  /** Mapped and unmapped, many threads at once get the same answers. */
  public void testThreads() throws Exception {
    SegmentFiles files = new SegmentFiles(1500, 128, random().nextLong());
    for (Directory kind :
        List.of(new MMapDirectory(createTempDir()), new NIOFSDirectory(createTempDir()))) {
      try (Directory dir = kind) {
        files.putAll(dir);
        long right = files.answers(dir);
        try (BinaryCodesReader reader = files.open(dir)) {
          AtomicInteger wrong = new AtomicInteger();
          AtomicReference<Exception> failure = new AtomicReference<>();
          Thread[] threads = new Thread[4];
          for (int i = 0; i < threads.length; i++) {
            threads[i] =
                new Thread(() -> {
                  try {
                    for (int run = 0; run < 5; run++) {
                      if (files.answers(reader) != right) {
                        wrong.incrementAndGet();
                      }
                    }
                  } catch (Exception e) {
                    failure.set(e);
                  }
                });
            threads[i].start();
          }
          for (Thread thread : threads) {
            thread.join();
          }
          assertNull(failure.get());
          assertEquals(0, wrong.get());
        }
      }
    }
  }

  public void testClosed() throws Exception {
    SegmentFiles files = new SegmentFiles(4000, 128, random().nextLong());
    try (Directory dir = new MMapDirectory(createTempDir())) {
      files.putAll(dir);
      BinaryCodesReader reader = files.open(dir);
      SegmentCodes codes = reader.codes("a");
      long word = codes.word(3, 1);
      assertEquals(word, codes.word(3, 1));
      reader.close();
      reader.close();
      expectThrows(AlreadyClosedException.class, () -> codes.word(3, 1));
      expectThrows(AlreadyClosedException.class, () -> codes.word(2000, 1));
    }
  }

  public void testSortAsksWhetherAborted() throws Exception {
    CodeBuffer buffer = new CodeBuffer(8);
    byte[] code = new byte[8];
    for (int i = 0; i < 200_000; i++) {
      random().nextBytes(code);
      buffer.add(i, code);
    }
    int[] asked = new int[1];
    CodeBuffer.Sorted sorted = buffer.sort(new AbortCheck(() -> asked[0]++));
    assertTrue(asked[0] > 3);
    assertTrue(sorted.count() > 199_000);
    AbortCheck aborted =
        new AbortCheck(() -> {
          throw new MergePolicy.MergeAbortedException("aborted");
        });
    expectThrows(MergePolicy.MergeAbortedException.class, () -> buffer.sort(aborted));
    TablesWriter tables = new TablesWriter(sorted, 1, aborted);
    expectThrows(MergePolicy.MergeAbortedException.class, () -> tables.write(null, 64, -1));
    long used = buffer.ramBytesUsed();
    assertTrue(used >= 200_000 * 12 && used < 200_000 * 12 * 2);
  }
}
