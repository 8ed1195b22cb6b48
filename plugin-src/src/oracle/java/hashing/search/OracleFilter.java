package hashing.search;

import java.util.Random;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;

/**
 * A filter of a {@link CodeCorpus}, and the ids that it accepts.
 *
 * @param accepted by id, as long as the corpus
 */
record OracleFilter(Query query, Bits accepted) {

  /** All documents, none, one of their groups, or those of low ids. */
  static OracleFilter random(Random random, int count) {
    switch (random.nextInt(5)) {
      case 0 -> {
        return new OracleFilter(new MatchAllDocsQuery(), new Bits.MatchAllBits(count));
      }
      case 1 -> {
        return new OracleFilter(new MatchNoDocsQuery(), new Bits.MatchNoBits(count));
      }
      case 2 -> {
        int group = random.nextInt(8);
        return new OracleFilter(
            new TermQuery(new Term("group", Integer.toString(group))),
            bits(count, group, Integer.MAX_VALUE));
      }
      default -> {
        int to = random.nextInt(count);
        return new OracleFilter(
            NumericDocValuesField.newSlowRangeQuery("id", 0, to), bits(count, -1, to));
      }
    }
  }

  private static Bits bits(int count, int group, int to) {
    return new Bits() {
      @Override
      public boolean get(int id) {
        return (group < 0 || id % 7 == group) && id <= to;
      }

      @Override
      public int length() {
        return count;
      }
    };
  }
}
