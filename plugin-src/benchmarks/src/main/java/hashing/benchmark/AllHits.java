package hashing.benchmark;

import java.io.IOException;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.util.ArrayUtil;

/** All documents that a query finds with their scores, in order of documents, kept in no queue. */
final class AllHits extends SimpleCollector {

  private int[] docIds = new int[64];
  private float[] scores = new float[64];
  private int count;
  private int docBase;
  private Scorable scorer;

  /** Searches in the calling thread. */
  static AllHits of(IndexSearcher searcher, Query query) throws IOException {
    AllHits hits = new AllHits();
    searcher.search(query, hits);
    return hits;
  }

  int count() {
    return count;
  }

  int docId(int index) {
    return docIds[index];
  }

  float score(int index) {
    return scores[index];
  }

  boolean sameAs(AllHits other) {
    boolean same = count == other.count;
    for (int i = 0; same && i < count; i++) {
      same = docIds[i] == other.docIds[i] && scores[i] == other.scores[i];
    }
    return same;
  }

  @Override
  public void setScorer(Scorable scorer) {
    this.scorer = scorer;
  }

  @Override
  protected void doSetNextReader(LeafReaderContext context) {
    docBase = context.docBase;
  }

  @Override
  public void collect(int doc) throws IOException {
    docIds = ArrayUtil.grow(docIds, count + 1);
    scores = ArrayUtil.grow(scores, count + 1);
    docIds[count] = docBase + doc;
    scores[count++] = scorer.score();
  }

  @Override
  public ScoreMode scoreMode() {
    return ScoreMode.COMPLETE;
  }
}
