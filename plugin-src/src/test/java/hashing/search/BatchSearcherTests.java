package hashing.search;

import com.carrotsearch.randomizedtesting.annotations.Repeat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;

/**
 * Batches of queries against a linear scan for each: with deletes, filters, equal codes, several
 * segments, few codes and many, by tables, by scans and by both.
 */
public class BatchSearcherTests extends LuceneTestCase {
  private static final int[] BITS = {1, 7, 24, 63, 64, 65, 128, 256, 1000};
  private static final int[] QUERIES = {1, 2, 3, 10, 70};

  /** Costs of a scan: none is ever worth it, all are, and between both some for some queries. */
  private static final double[] SCANS = {Double.NaN, 0, 50, 300, 2_000, 20_000, 1e18};

  /** A document found for a query. */
  private record Hit(int query, int docId, int distance) {}

  private Directory directory(Random random) throws IOException {
    return switch (random.nextInt(3)) {
      case 0 -> new MMapDirectory(createTempDir());
      case 1 -> new NIOFSDirectory(createTempDir());
      default -> new ByteBuffersDirectory();
    };
  }

  @Repeat(iterations = 2)
  public void testAsAScanOfEach() throws IOException {
    Random random = new Random(random().nextLong());
    for (int bits : BITS) {
      int tables = random.nextInt(5) == 0 ? 10_000 : 1 + random.nextInt(100);
      int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 3_000 : 400);
      try (CodeCorpus corpus =
          new CodeCorpus(random, directory(random), bits, count, CodeCorpus.codec(tables))) {
        for (int round = 0; round < 6; round++) {
          check(corpus, new IndexSearcher(corpus.reader), random);
        }
      }
    }
  }

  private static void check(CodeCorpus corpus, IndexSearcher searcher, Random random)
      throws IOException {
    OracleFilter filter =
        random.nextBoolean() ? null : OracleFilter.random(random, corpus.codes.size());
    List<byte[]> codes = new ArrayList<>();
    List<List<CodeCorpus.Hit>> all = new ArrayList<>();
    for (int n = QUERIES[random.nextInt(QUERIES.length)]; n > 0; n--) {
      byte[] code = corpus.query().getFirst();
      codes.add(code);
      all.add(corpus.scan(corpus.reader, List.of(code), filter == null ? null : filter.accepted()));
    }
    int documents = corpus.codes.size();
    int[] sizes = {1, 10, 1 + random.nextInt(documents), documents + 3, Integer.MAX_VALUE};
    for (int k : sizes) {
      int most = random.nextBoolean() ? corpus.bitCount : random.nextInt(corpus.bitCount + 1);
      List<Hit> expected = new ArrayList<>();
      for (int q = 0; q < codes.size(); q++) {
        int query = q;
        all.get(q).stream()
            .filter(hit -> hit.distance() <= most)
            .limit(k)
            .forEach(hit -> expected.add(new Hit(query, hit.docId(), hit.distance())));
      }
      double scan = SCANS[random.nextInt(SCANS.length)];
      List<Hit> found = new ArrayList<>();
      BatchSearcher.of(
              searcher, "code", corpus.bitCount, filter == null ? null : filter.query(), scan)
          .search(codes, k, most, () -> {}, (q, doc, d) -> found.add(new Hit(q, doc, d)));
      String what = corpus.bitCount + " bits, k " + k + ", within " + most + ", scan " + scan;
      assertEquals(what, expected, found);
    }
  }

  /** Thousands of codes in one bucket of each table, and one code that most documents have. */
  public void testSkew() throws IOException {
    for (double scan : SCANS) {
      Random random = new Random(random().nextLong());
      try (CodeCorpus corpus =
          new CodeCorpus(random, new ByteBuffersDirectory(), 64, 2_000, CodeCorpus.codec(1))) {
        List<byte[]> codes = new ArrayList<>(Collections.nCopies(20, corpus.centres.getFirst()));
        codes.addAll(corpus.codes.stream().filter(code -> code != null).limit(20).toList());
        List<Hit> found = new ArrayList<>();
        BatchSearcher.of(new IndexSearcher(corpus.reader), "code", 64, null, scan)
            .search(codes, 7, 64, () -> {}, (q, doc, d) -> found.add(new Hit(q, doc, d)));
        List<Hit> expected = new ArrayList<>();
        for (int q = 0; q < codes.size(); q++) {
          for (CodeCorpus.Hit hit :
              corpus.scan(corpus.reader, codes.subList(q, q + 1), null).stream()
                  .limit(7)
                  .toList()) {
            expected.add(new Hit(q, hit.docId(), hit.distance()));
          }
        }
        assertEquals("scan " + scan, expected, found);
      }
    }
  }

  public void testStops() throws IOException {
    Random random = new Random(random().nextLong());
    try (CodeCorpus corpus =
        new CodeCorpus(random, new ByteBuffersDirectory(), 64, 3_000, CodeCorpus.codec(1))) {
      List<byte[]> codes = Collections.nCopies(100, corpus.uniform());
      for (double scan : new double[] {0, 1e18}) {
        BatchSearcher batch =
            BatchSearcher.of(new IndexSearcher(corpus.reader), "code", 64, null, scan);
        expectThrows(
            IllegalStateException.class,
            () ->
                batch.search(
                    codes,
                    10,
                    64,
                    () -> {
                      throw new IllegalStateException("stop");
                    },
                    (q, doc, d) -> fail("nothing is handed over")));
      }
    }
  }

  public void testOtherFormatsAndLengths() throws IOException {
    Random random = new Random(random().nextLong());
    try (CodeCorpus corpus =
        new CodeCorpus(random, new ByteBuffersDirectory(), 64, 100, CodeCorpus.codec(null))) {
      assertNull(BatchSearcher.of(new IndexSearcher(corpus.reader), "code", 64, null));
    }
    try (CodeCorpus corpus =
            new CodeCorpus(random, new ByteBuffersDirectory(), 64, 100, CodeCorpus.codec(1));
        DirectoryReader reader = DirectoryReader.open(corpus.directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      IllegalArgumentException refused =
          expectThrows(
              IllegalArgumentException.class, () -> BatchSearcher.of(searcher, "code", 128, null));
      assertEquals(
          "batch on field [code]: codes of 16 bytes are wanted, found 8", refused.getMessage());
      List<Hit> found = new ArrayList<>();
      BatchSearcher.of(searcher, "other", 64, null)
          .search(
              Collections.nCopies(5, corpus.uniform()),
              3,
              64,
              () -> {},
              (q, doc, d) -> found.add(new Hit(q, doc, d)));
      assertEquals(List.of(), found);
    }
  }
}
