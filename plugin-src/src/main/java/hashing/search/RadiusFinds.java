package hashing.search;

import java.util.function.LongConsumer;

/**
 * What one search of a segment for a radius finds, by one thread or several: few documents as
 * sorted keys, many as a {@link DistanceMap}. Thread-safe.
 *
 * <p>Memory: 8 bytes for each of at most {@link #mostKeys} documents and thread, else one byte, or
 * two if the radius is above 254, and one bit for each document of the segment.
 */
final class RadiusFinds {

  /** Sorting a key takes about as long as going through so many documents of a map. */
  private static final int DOCUMENTS_PER_KEY = 256;

  private final int maxDoc;
  private final int radius;
  private final boolean scored;
  private final LongConsumer memory;
  private DistanceMap map;
  private RadiusHits ended;

  /**
   * @param memory is told of a map's bytes before it is made, and throws if there is no room
   */
  RadiusFinds(int maxDoc, int radius, boolean scored, LongConsumer memory) {
    this.memory = memory;
    this.maxDoc = maxDoc;
    this.radius = radius;
    this.scored = scored;
  }

  int radius() {
    return radius;
  }

  /** Documents above which they are kept as a map. */
  int mostKeys() {
    return Math.max(1024, maxDoc / DOCUMENTS_PER_KEY);
  }

  /** The map, which all threads share. */
  synchronized DistanceMap map() {
    if (map == null) {
      memory.accept(DistanceMap.bytes(maxDoc, radius));
      map = new DistanceMap(maxDoc, radius);
    }
    return map;
  }

  /** Takes what a thread found, which ended. */
  synchronized void add(RadiusHits hits) {
    hits.add(ended);
    ended = hits;
  }

  /** All that was added; to be called once, when every thread has ended. */
  synchronized NearDocuments finish() {
    return ended.finish(scored);
  }
}
