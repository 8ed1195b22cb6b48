package hashing.search;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.join.BitSetProducer;

/**
 * Random queries, each by every strategy, against a linear scan by a loop over bits: the same
 * documents, at the same distances, in the same order, or an {@link AssertionError}. Not
 * thread-safe.
 */
final class HammingOracle {

  private static final Strategy[] STRATEGIES = {
    Strategy.AUTO, Strategy.SCAN, Strategy.TABLES, Strategy.FILTER, Strategy.VERIFY
  };

  /** Fewer than match: documents too far to be among them may be passed over. */
  private static final int BEST = 5;

  private final Random random;
  private final OracleCounts counts;

  HammingOracle(Random random, OracleCounts counts) {
    this.random = random;
    this.counts = counts;
  }

  /** Asks some fifty queries round two random ones. */
  void check(CodeCorpus corpus, IndexSearcher searcher) throws IOException {
    checkRadius(corpus, searcher);
    checkNearest(corpus, searcher);
  }

  private void checkRadius(CodeCorpus corpus, IndexSearcher searcher) throws IOException {
    List<byte[]> codes = corpus.query();
    List<CodeCorpus.Hit> all = corpus.scan(searcher.getIndexReader(), codes, null);
    for (int radius : limits(corpus.bitCount, all)) {
      List<CodeCorpus.Hit> expected = within(all, radius);
      for (Strategy strategy : STRATEGIES) {
        Query query = new HammingRadiusQuery("code", corpus.bitCount, codes, radius, strategy);
        compare("by " + strategy, expected, searcher, query);
        counts.add("radius", corpus.bitCount, strategy, query);
        compare("best, by " + strategy, expected, searcher, query, BEST);
        counts.add("best of radius", corpus.bitCount, strategy, query);
        if (searcher.count(query) != expected.size()) {
          throw new AssertionError(query + " does not count " + expected.size());
        }
        counts.add("count", corpus.bitCount, strategy, query);
      }
    }
    int radius = limits(corpus.bitCount, all)[2];
    for (Strategy strategy : STRATEGIES) {
      Query inner = new HammingRadiusQuery("code", corpus.bitCount, codes, radius, strategy);
      checkConjunction(corpus, searcher, codes, radius, inner);
      checkExclusion(corpus, searcher, within(all, radius), inner);
      counts.add("radius and filter", corpus.bitCount, strategy, inner);
      counts.add("not radius", corpus.bitCount, strategy, inner);
    }
  }

  private void checkConjunction(
      CodeCorpus corpus, IndexSearcher searcher, List<byte[]> codes, int radius, Query inner)
      throws IOException {
    OracleFilter filter = OracleFilter.random(random, corpus.codes.size());
    Query query =
        new BooleanQuery.Builder()
            .add(inner, BooleanClause.Occur.MUST)
            .add(filter.query(), BooleanClause.Occur.FILTER)
            .build();
    List<CodeCorpus.Hit> accepted =
        corpus.scan(searcher.getIndexReader(), codes, filter.accepted());
    compare(inner.toString(), within(accepted, radius), searcher, query);
  }

  private static void checkExclusion(
      CodeCorpus corpus, IndexSearcher searcher, List<CodeCorpus.Hit> excluded, Query inner)
      throws IOException {
    Query query =
        new BooleanQuery.Builder()
            .add(new MatchAllDocsQuery(), BooleanClause.Occur.FILTER)
            .add(inner, BooleanClause.Occur.MUST_NOT)
            .build();
    int expected = searcher.getIndexReader().numDocs() - excluded.size();
    int found = searcher.search(query, corpus.codes.size() + 1).scoreDocs.length;
    if (found != expected) {
      throw new AssertionError(query + " found " + found + ", expected " + expected);
    }
  }

  private void checkNearest(CodeCorpus corpus, IndexSearcher searcher) throws IOException {
    List<byte[]> codes = corpus.query();
    int count = corpus.codes.size();
    OracleFilter filter = random.nextBoolean() ? null : OracleFilter.random(random, count);
    List<CodeCorpus.Hit> all =
        corpus.scan(searcher.getIndexReader(), codes, filter == null ? null : filter.accepted());
    int[] sizes = {1, 1 + random.nextInt(count), 10, count, count + 3};
    for (int k : sizes) {
      int limit =
          random.nextBoolean() ? corpus.bitCount : limits(corpus.bitCount, all)[random.nextInt(4)];
      List<CodeCorpus.Hit> expected = within(all, limit).stream().limit(k).toList();
      for (Strategy strategy : STRATEGIES) {
        Query query =
            new HammingKnnQuery(
                "code",
                corpus.bitCount,
                codes,
                k,
                limit,
                filter == null ? null : filter.query(),
                null,
                strategy);
        compare("by " + strategy, expected, searcher, query);
        String kind = limit == corpus.bitCount ? "k" : "k within radius";
        counts.add(filter == null ? kind : kind + ", filter", corpus.bitCount, strategy, query);
      }
    }
  }

  /** Asks for the nearest parents of nested codes. */
  void check(FamilyCorpus corpus, IndexSearcher searcher) throws IOException {
    byte[] asked = corpus.code();
    BitSetProducer parents = FamilyCorpus.parents();
    List<CodeCorpus.Hit> expected = corpus.scan(asked, parents);
    for (int k : new int[] {1, 5, 20, 100}) {
      for (Strategy strategy : STRATEGIES) {
        Query query =
            new HammingKnnQuery(
                "code",
                corpus.bitCount,
                List.of(asked),
                k,
                corpus.bitCount,
                null,
                parents,
                strategy);
        compare("by " + strategy, expected.stream().limit(k).toList(), searcher, query);
        counts.add("k parents", corpus.bitCount, strategy, query);
      }
    }
  }

  /** Distances to ask for: none, all, one that occurs, and any. */
  private int[] limits(int bits, List<CodeCorpus.Hit> all) {
    int occurs = all.isEmpty() ? 0 : all.get(random.nextInt(all.size())).distance();
    return new int[] {0, bits, occurs, random.nextInt(bits + 1), Math.min(bits, 3)};
  }

  private static List<CodeCorpus.Hit> within(List<CodeCorpus.Hit> all, int radius) {
    return all.stream().filter(hit -> hit.distance() <= radius).toList();
  }

  /**
   * Throws unless a search of all documents finds these.
   *
   * @param traced the query, or a clause of it, whose trace says how it was searched
   */
  static void compare(
      List<CodeCorpus.Hit> expected, IndexSearcher searcher, Query query, Query traced)
      throws IOException {
    compare("by " + traced, expected, searcher, query);
  }

  private static void compare(
      String message, List<CodeCorpus.Hit> expected, IndexSearcher searcher, Query query)
      throws IOException {
    compare(message, expected, searcher, query, Math.max(1, searcher.getIndexReader().maxDoc()));
  }

  /** Throws unless a search of the best {@code n} documents finds these. */
  private static void compare(
      String message, List<CodeCorpus.Hit> expected, IndexSearcher searcher, Query query, int n)
      throws IOException {
    String wanted =
        expected.stream()
            .limit(n)
            .map(hit -> hit.docId() + ":" + 1f / (1 + hit.distance()))
            .collect(Collectors.joining(" "));
    String found =
        Arrays.stream(searcher.search(query, n).scoreDocs)
            .map(hit -> hit.doc + ":" + hit.score)
            .collect(Collectors.joining(" "));
    if (!found.equals(wanted)) {
      throw new AssertionError(message + " " + query + " found " + found + ", expected " + wanted);
    }
  }
}
