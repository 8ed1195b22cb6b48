package hashing.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.tests.search.QueryUtils;
import org.apache.lucene.tests.util.LuceneTestCase;

/** A budget ends searches early, and what they certify is true. */
public class HammingBudgetTests extends LuceneTestCase {
  private static final Pattern COMPLETE = Pattern.compile("complete to (-?\\d+)");
  private static final Pattern CANDIDATES = Pattern.compile("candidates (\\d+)");

  /** Entries met within budgets and without. */
  private long met;

  private long metByAll;

  public void testWhatIsCertifiedIsComplete() throws IOException {
    int incomplete = 0;
    for (int round = 0; round < 40; round++) {
      int bits = new int[] {24, 64, 65, 128}[random().nextInt(4)];
      Random seeded = new Random(random().nextLong());
      try (CodeCorpus corpus =
          new CodeCorpus(seeded, newDirectory(), bits, 600, CodeCorpus.codec(20))) {
        IndexSearcher searcher = newSearcher(corpus.reader);
        for (int i = 0; i < 10; i++) {
          incomplete += check(corpus, searcher) ? 0 : 1;
        }
      }
    }
    assertTrue("searches that ended early: " + incomplete, incomplete > 20);
    assertTrue(met + " of " + metByAll, met < metByAll);
  }

  /** Whether all was found. */
  private boolean check(CodeCorpus corpus, IndexSearcher searcher) throws IOException {
    List<byte[]> codes = corpus.query().subList(0, 1);
    List<CodeCorpus.Hit> all = corpus.scan(searcher.getIndexReader(), codes, null);
    int k = 1 + random().nextInt(30);
    int budget = 1 + random().nextInt(200);
    HammingKnnQuery exact =
        new HammingKnnQuery(
            "code", corpus.bitCount, codes, k, corpus.bitCount, null, null, Strategy.TABLES);
    HammingKnnQuery query = exact.withBudget(budget);
    List<CodeCorpus.Hit> found = new ArrayList<>();
    for (ScoreDoc hit : searcher.search(query, 1000).scoreDocs) {
      found.add(new CodeCorpus.Hit(hit.doc, Math.round(1 / hit.score) - 1));
    }
    assertTrue(new HashSet<>(all).containsAll(found));
    assertTrue(found.size() <= k);
    int certified = corpus.bitCount;
    Matcher complete = COMPLETE.matcher(query.toString());
    while (complete.find()) {
      certified = Math.min(certified, Integer.parseInt(complete.group(1)));
    }
    List<CodeCorpus.Hit> expected = all.subList(0, Math.min(k, all.size()));
    int limit = certified;
    assertEquals(
        query.toString(),
        expected.stream().filter(hit -> hit.distance() <= limit).toList(),
        found.stream().filter(hit -> hit.distance() <= limit).toList());
    met += candidates(query);
    // Both share a trace: it was read before.
    searcher.search(exact, 1);
    metByAll += candidates(exact);
    return found.equals(expected);
  }

  private static long candidates(HammingKnnQuery query) {
    long sum = 0;
    Matcher found = CANDIDATES.matcher(query.toString());
    while (found.find()) {
      sum += Long.parseLong(found.group(1));
    }
    return sum;
  }

  public void testEqualityAndRefusal() {
    HammingKnnQuery exact = new HammingKnnQuery("f", 8, List.of(new byte[1]), 5, 8, null, null);
    QueryUtils.checkUnequal(exact, exact.withBudget(7));
    QueryUtils.checkUnequal(exact.withBudget(8), exact.withBudget(7));
    QueryUtils.checkEqual(exact.withBudget(7), exact.withBudget(7));
    assertTrue(exact.withBudget(7).toString().contains(" budget=7"));
    String message =
        expectThrows(IllegalArgumentException.class, () -> exact.withBudget(0)).getMessage();
    assertTrue(message, message.contains("field [f]: budget must be at least 1, found 0"));
  }
}
