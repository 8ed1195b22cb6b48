package hashing.search;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.util.Bits;

/** Scores documents by distance. */
final class DistanceScorer extends Scorer {

  /** Documents given out at once. */
  private static final int BATCH = 128;

  private final DocIdSetIterator iterator;
  private final TwoPhaseIterator twoPhase;
  private final Distances distances;
  private final float boost;
  private final float maxScore;
  private int cut;

  /**
   * @param iterator may unwrap to a two-phase one
   * @param distances of the document that the iterator is at
   * @param leastDistance none of the documents is nearer
   * @param radius none of the documents is farther away
   */
  DistanceScorer(
      DocIdSetIterator iterator, Distances distances, float boost, int leastDistance, int radius) {
    this.iterator = iterator;
    this.twoPhase = TwoPhaseIterator.unwrap(iterator);
    this.distances = distances;
    this.boost = boost;
    this.maxScore = HammingQuery.score(boost, leastDistance);
    this.cut = radius;
  }

  static DistanceScorer of(NearDocuments documents, float boost, int radius) {
    DistanceCursor cursor = documents.cursor();
    return new DistanceScorer(cursor, cursor, boost, documents.leastDistance(), radius);
  }

  /** A scorer that throws once it is moved. */
  static DistanceScorer stopped(SearchStoppedException stop, LeafReader reader) {
    DistanceCursor cursor = new StoppedCursor(stop, reader);
    return new DistanceScorer(cursor, cursor, 1, 0, 0);
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
  public void setMinCompetitiveScore(float minScore) {
    int least = cut;
    while (least >= 0 && HammingQuery.score(boost, least) < minScore) {
      least--;
    }
    if (least < cut) {
      cut = least;
      distances.lowerCut(least);
    }
  }

  @Override
  public float score() throws IOException {
    return HammingQuery.score(boost, distances.distance());
  }

  @Override
  public void nextDocsAndScores(int upTo, Bits liveDocs, DocAndFloatFeatureBuffer buffer)
      throws IOException {
    buffer.growNoCopy(BATCH);
    int size = 0;
    for (int doc = iterator.docID(); doc < upTo && size < BATCH; doc = iterator.nextDoc()) {
      if (liveDocs == null || liveDocs.get(doc)) {
        buffer.docs[size] = doc;
        buffer.features[size++] = HammingQuery.score(boost, distances.distance());
      }
    }
    buffer.size = size;
  }
}
