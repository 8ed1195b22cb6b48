package hashing.benchmark;

import hashing.join.JoinContext;
import hashing.join.QueryBatch;
import hashing.search.HammingKnnQuery;
import hashing.search.HammingQuery;
import hashing.search.HammingRadiusQuery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.IndexSearcher;

/**
 * Times a batch of queries against an index beside the same queries one by one, which take turns,
 * all in one thread and the batch in several, too. Both must find the same documents.
 */
final class BatchTrial {
  private static final int K = 10;
  private static final int WARM_UPS = 2;

  private final JoinTimer timer;
  private final JoinContext context;
  private final int bits;
  private final int radius;

  BatchTrial(JoinTimer timer, JoinContext context, int bits, int radius) {
    this.timer = timer;
    this.context = context;
    this.bits = bits;
    this.radius = radius;
  }

  /**
   * The batch by one thread, by all, and the single queries by one.
   *
   * @param documents found by all queries together
   * @param ratioOneThread single queries by the batch, each in one thread
   */
  private record Row(
      String part,
      String search,
      int bits,
      int codes,
      int queries,
      int threads,
      JoinTimer.Time batch,
      JoinTimer.Time batchOneThread,
      JoinTimer.Time singles,
      double ratio,
      double ratioOneThread,
      long documents) {}

  /** Documents found, and a sum over them that does not depend on their order. */
  private static final class Sum {
    long count;
    long mixed;

    void add(byte[] code, int docId, int distance) {
      count++;
      long key = (Arrays.hashCode(code) * 31L + docId) * 31 + distance;
      mixed += key * 0x9E3779B97F4A7C15L ^ key >>> 29;
    }

    boolean sameAs(Sum other) {
      return count == other.count && mixed == other.mixed;
    }
  }

  /** What is asked of each code. */
  enum Search {
    RADIUS,
    NEAREST
  }

  void run(CodeSet set, List<Search> searches, KeptIndex indices, Report written)
      throws IOException {
    written.data(set);
    indices.use(
        set,
        index -> {
          for (Search search : searches) {
            Row row = row(set, index.searcher(), search == Search.NEAREST);
            written.row(row);
            print(row);
          }
        });
  }

  private static void print(Row row) {
    System.out.printf(
        Locale.ROOT,
        "batch  %s, %d bits: %.3f s in one thread, %.3f s in %d; one by one %.3f s: %.1f times,"
            + " each in one thread%n",
        row.search(),
        row.bits(),
        row.batchOneThread().seconds(),
        row.batch().seconds(),
        row.threads(),
        row.singles().seconds(),
        row.ratioOneThread());
  }

  private Row row(CodeSet set, IndexSearcher searcher, boolean nearest) throws IOException {
    List<byte[]> codes = new ArrayList<>();
    for (int q = 0; q < set.queryCount(); q++) {
      codes.add(set.query(q));
    }
    JoinContext[] contexts = {context, timer.context(1)};
    JoinTimer.Rounds[] rounds = {
      timer.new Rounds(timer.rounds()),
      timer.new Rounds(timer.rounds()),
      timer.new Rounds(timer.rounds())
    };
    long documents = 0;
    for (int round = -WARM_UPS; round < timer.rounds(); round++) {
      int counted = Math.max(0, round);
      Sum singles = new Sum();
      rounds[2].run(counted, () -> singles(codes, searcher, nearest, singles));
      for (int i = 0; i < contexts.length; i++) {
        JoinContext own = contexts[i];
        Sum batch = new Sum();
        rounds[i].run(counted, () -> batch(codes, searcher, nearest, own, batch));
        if (!batch.sameAs(singles)) {
          throw new IllegalStateException(
              "found " + batch.count + " together, " + singles.count + " one by one, or others");
        }
      }
      documents = singles.count;
    }
    JoinTimer.Time batch = rounds[0].median();
    JoinTimer.Time one = rounds[1].median();
    JoinTimer.Time singles = rounds[2].median();
    return new Row(
        "batch",
        nearest ? "k=" + K : "radius=" + radius,
        bits,
        set.count(),
        set.queryCount(),
        context.threads(),
        batch,
        one,
        singles,
        singles.seconds() / batch.seconds(),
        singles.seconds() / one.seconds(),
        documents);
  }

  /** Puts the codes in order, as a node does, and answers them together. */
  private void batch(
      List<byte[]> codes, IndexSearcher searcher, boolean nearest, JoinContext own, Sum sum)
      throws IOException {
    List<byte[]> sorted = new ArrayList<>(codes);
    sorted.sort(Arrays::compareUnsigned);
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    sorted.forEach(list::writeBytes);
    new QueryBatch(searcher, CodeIndex.FIELD, bits, null, null, own)
        .run(
            list.toByteArray(),
            nearest ? K : Integer.MAX_VALUE,
            nearest ? bits : radius,
            (query, docId, distance) -> sum.add(sorted.get(query), docId, distance));
  }

  private void singles(List<byte[]> codes, IndexSearcher searcher, boolean nearest, Sum sum)
      throws IOException {
    for (byte[] code : codes) {
      AllHits hits = AllHits.of(searcher, query(code, nearest));
      for (int i = 0; i < hits.count(); i++) {
        sum.add(code, hits.docId(i), Math.round(1 / hits.score(i)) - 1);
      }
    }
  }

  private HammingQuery query(byte[] code, boolean nearest) {
    return nearest
        ? new HammingKnnQuery(CodeIndex.FIELD, bits, List.of(code), K, bits, null, null)
        : new HammingRadiusQuery(CodeIndex.FIELD, bits, List.of(code), radius);
  }
}
