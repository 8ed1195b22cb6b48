package hashing.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * A random sample of the codes that a reader shows, documents drawn without replacement.
 *
 * <p>Every document draws a number; those with the least numbers are taken. So the samples of
 * several readers make one of all of them: the least numbers of all.
 *
 * @param documents that the reader shows, with a code
 * @param drawn the sample, by number
 */
public record SampledCodes(long documents, List<Drawn> drawn) {

  /** A code and the number that its document drew. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Drawn(long number, byte[] code) {}

  private record Place(long number, LeafReaderContext leaf, int docId) {}

  private static final Comparator<Place> BY_NUMBER = Comparator.comparingLong(Place::number);

  /**
   * Draws a sample. Cost: a step for each document with a code, and the sampled codes' reading.
   *
   * @param size of the sample, at least 1
   * @param filter matches the documents wanted, null for all
   * @param seed gives the same sample of the same segments
   * @throws SearchStoppedException if the searcher's timeout says so
   */
  public static SampledCodes draw(
      IndexSearcher searcher, String field, Query filter, int size, long seed) throws IOException {
    Weight filtering =
        filter == null
            ? null
            : searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1f);
    SplittableRandom random = new SplittableRandom(seed);
    StopCheck stop = new StopCheck(searcher.getTimeout());
    PriorityQueue<Place> least = new PriorityQueue<>(BY_NUMBER.reversed());
    long documents = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      LeafCodes codes = LeafCodes.of(leaf.reader(), field);
      if (codes == null) {
        continue;
      }
      Bits live = codes.liveDocs();
      DocIdSetIterator iterator = documents(codes, filtering, leaf);
      if (iterator == null) {
        continue;
      }
      for (int doc = iterator.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = iterator.nextDoc()) {
        stop.tick(1);
        if (live != null && !live.get(doc)) {
          continue;
        }
        documents++;
        long number = random.nextLong();
        if (least.size() < size || number < least.peek().number()) {
          least.add(new Place(number, leaf, doc));
          if (least.size() > size) {
            least.poll();
          }
        }
      }
    }
    return new SampledCodes(documents, read(least, field));
  }

  /** Documents with a code that the filter matches; null if there is none. */
  private static DocIdSetIterator documents(
      LeafCodes codes, Weight filtering, LeafReaderContext leaf) throws IOException {
    if (filtering == null) {
      return codes.documents();
    }
    Scorer matching = filtering.scorer(leaf);
    return matching == null
        ? null
        : ConjunctionUtils.intersectIterators(List.of(codes.documents(), matching.iterator()));
  }

  private static List<Drawn> read(PriorityQueue<Place> places, String field) throws IOException {
    List<Place> inOrder = new ArrayList<>(places);
    inOrder.sort(Comparator.comparingInt(place -> place.leaf().docBase + place.docId()));
    List<Drawn> drawn = new ArrayList<>();
    LeafReaderContext leaf = null;
    CodeCursor cursor = null;
    for (Place place : inOrder) {
      if (leaf == null || leaf != place.leaf()) {
        leaf = place.leaf();
        cursor = LeafCodes.of(leaf.reader(), field).cursor();
      }
      if (!cursor.advanceExact(place.docId())) {
        throw new IllegalStateException("document " + place.docId() + " has lost its code");
      }
      drawn.add(new Drawn(place.number(), cursor.code().clone()));
    }
    return least(drawn, drawn.size());
  }

  /** Those of the least numbers, by number. */
  public static List<Drawn> least(List<Drawn> drawn, int size) {
    return drawn.stream().sorted(Comparator.comparingLong(Drawn::number)).limit(size).toList();
  }
}
