package hashing.search;

import static org.junit.Assert.assertArrayEquals;

import hashing.index.SegmentCodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.store.NIOFSDirectory;
import org.apache.lucene.tests.util.LuceneTestCase;

/** Several queries in one pass, in mapped files and in such as are not, against a scan by bits. */
public class BlockScanTests extends LuceneTestCase {

  public void testMapped() throws Exception {
    for (int bits : new int[] {24, 64, 72, 128, 256, 1000}) {
      try (Directory directory = new MMapDirectory(createTempDir())) {
        check(directory, bits, 1);
      }
    }
  }

  public void testNotMapped() throws Exception {
    for (int bits : new int[] {24, 64, 200}) {
      try (Directory directory = new NIOFSDirectory(createTempDir())) {
        check(directory, bits, 4);
      }
    }
  }

  private static void check(Directory directory, int bits, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (CodeCorpus corpus =
        new CodeCorpus(
            new Random(random().nextLong()), directory, bits, 2_500, CodeCorpus.codec(10_000))) {
      for (LeafReaderContext leaf : corpus.reader.leaves()) {
        LeafCodes codes = LeafCodes.of(leaf.reader(), "code");
        if (codes != null) {
          check(corpus, codes.fast(), leaf.reader(), pool, threads);
        }
      }
    } finally {
      pool.shutdown();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private static void check(
      CodeCorpus corpus, SegmentCodes codes, LeafReader reader, ExecutorService pool, int threads)
      throws Exception {
    List<Callable<List<long[]>>> scans = new ArrayList<>();
    List<List<long[]>> expected = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      List<QueryCodes> queries = new ArrayList<>();
      List<Integer> ks = new ArrayList<>();
      List<Integer> cuts = new ArrayList<>();
      List<long[]> wanted = new ArrayList<>();
      for (int q = 0; q < 1 + random().nextInt(5); q++) {
        List<byte[]> given = corpus.query();
        int k = 1 + random().nextInt(60);
        int cut = random().nextInt(corpus.bitCount + 1);
        queries.add(new QueryCodes("code", corpus.bitCount, given));
        ks.add(k);
        cuts.add(cut);
        wanted.add(
            corpus.scan(reader, given, null).stream()
                .filter(hit -> hit.distance() <= cut)
                .limit(k)
                .mapToLong(hit -> NearestHits.key(hit.docId(), hit.distance()))
                .toArray());
      }
      expected.add(wanted);
      scans.add(() -> scan(codes, reader, queries, ks, cuts));
    }
    int thread = 0;
    for (Future<List<long[]>> found : pool.invokeAll(scans)) {
      List<long[]> wanted = expected.get(thread++);
      for (int q = 0; q < wanted.size(); q++) {
        assertArrayEquals("query " + q, wanted.get(q), found.get().get(q));
      }
    }
  }

  private static List<long[]> scan(
      SegmentCodes codes,
      LeafReader reader,
      List<QueryCodes> queries,
      List<Integer> ks,
      List<Integer> cuts)
      throws IOException {
    List<NearestHits> hits = new ArrayList<>();
    for (int q = 0; q < queries.size(); q++) {
      hits.add(
          new NearestHits(
              ks.get(q),
              new AtomicInteger(cuts.get(q)),
              reader.getLiveDocs(),
              null,
              new StopCheck(null)));
    }
    BlockScan.run(codes, queries, hits);
    return hits.stream().map(NearestHits::keys).toList();
  }
}
