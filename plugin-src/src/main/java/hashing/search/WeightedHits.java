package hashing.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Scorer;

/** The documents of least weighted distance, ties by document. Not thread-safe. */
final class WeightedHits {

  /** A document of the whole index. */
  record Hit(int docId, double distance) {}

  private static final Comparator<Hit> NEAREST_FIRST =
      Comparator.comparingDouble(Hit::distance).thenComparingInt(Hit::docId);

  private final int k;
  private final PriorityQueue<Hit> worstFirst = new PriorityQueue<>(NEAREST_FIRST.reversed());

  WeightedHits(int k) {
    this.k = k;
  }

  void collect(int docId, double distance) {
    if (worstFirst.size() < k) {
      worstFirst.add(new Hit(docId, distance));
      return;
    }
    Hit hit = new Hit(docId, distance);
    if (NEAREST_FIRST.compare(hit, worstFirst.peek()) < 0) {
      worstFirst.poll();
      worstFirst.add(hit);
    }
  }

  /** What was kept of documents from {@code docBase} to below {@code end}, by document. */
  List<Hit> between(int docBase, int end) {
    List<Hit> found = new ArrayList<>();
    for (Hit hit : worstFirst) {
      if (hit.docId >= docBase && hit.docId < end) {
        found.add(hit);
      }
    }
    found.sort(Comparator.comparingInt(Hit::docId));
    return found;
  }

  static float weightedScore(float boost, double distance) {
    return (float) (boost / (1 + distance));
  }

  /** Scores hits of one segment. */
  static final class HitScorer extends Scorer {
    private final List<Hit> hits;
    private final int docBase;
    private final float boost;
    private int index = -1;

    HitScorer(List<Hit> hits, int docBase, float boost) {
      this.hits = hits;
      this.docBase = docBase;
      this.boost = boost;
    }

    @Override
    public int docID() {
      if (index < 0) {
        return -1;
      }
      return index < hits.size() ? hits.get(index).docId - docBase : DocIdSetIterator.NO_MORE_DOCS;
    }

    @Override
    public DocIdSetIterator iterator() {
      return new DocIdSetIterator() {
        @Override
        public int docID() {
          return HitScorer.this.docID();
        }

        @Override
        public int nextDoc() {
          index++;
          return docID();
        }

        @Override
        public int advance(int target) {
          do {
            index++;
          } while (docID() < target);
          return docID();
        }

        @Override
        public long cost() {
          return hits.size();
        }
      };
    }

    @Override
    public float getMaxScore(int upTo) {
      return weightedScore(boost, 0);
    }

    @Override
    public float score() {
      return weightedScore(boost, hits.get(index).distance);
    }
  }
}
