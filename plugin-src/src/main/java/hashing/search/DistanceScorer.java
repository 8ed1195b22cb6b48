package hashing.search;

import java.io.IOException;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;

/** Scores documents by distance. */
final class DistanceScorer extends Scorer {

  /** Distance of the document that the iterator is at. */
  @FunctionalInterface
  interface Distance {
    int get() throws IOException;
  }

  private final DocIdSetIterator iterator;
  private final TwoPhaseIterator twoPhase;
  private final Distance distance;
  private final float boost;
  private final float maxScore;

  /**
   * @param iterator may unwrap to a two-phase one
   * @param leastDistance none of the documents is nearer
   */
  DistanceScorer(DocIdSetIterator iterator, Distance distance, float boost, int leastDistance) {
    this.iterator = iterator;
    this.twoPhase = TwoPhaseIterator.unwrap(iterator);
    this.distance = distance;
    this.boost = boost;
    this.maxScore = HammingQuery.score(boost, leastDistance);
  }

  static DistanceScorer of(HitList hits, float boost) {
    HitList.Cursor cursor = hits.new Cursor();
    return new DistanceScorer(
        cursor, () -> hits.distances()[cursor.index()], boost, hits.leastDistance());
  }

  /** A scorer that throws once it is moved. */
  static DistanceScorer stopped(SearchStoppedException stop) {
    return new DistanceScorer(
        new DocIdSetIterator() {
          @Override
          public int docID() {
            return -1;
          }

          @Override
          public int nextDoc() {
            throw new SearchStoppedException(stop);
          }

          @Override
          public int advance(int target) {
            throw new SearchStoppedException(stop);
          }

          @Override
          public long cost() {
            return 1;
          }
        },
        () -> 0,
        1,
        0);
  }

  @Override
  public int docID() {
    return iterator.docID();
  }

  @Override
  public DocIdSetIterator iterator() {
    return iterator;
  }

  @Override
  public TwoPhaseIterator twoPhaseIterator() {
    return twoPhase;
  }

  @Override
  public float getMaxScore(int upTo) {
    return maxScore;
  }

  @Override
  public float score() throws IOException {
    return HammingQuery.score(boost, distance.get());
  }
}
