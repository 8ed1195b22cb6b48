package hashing.search;

import org.apache.lucene.search.DocIdSetIterator;

/** Documents of one segment with their distances. Immutable. */
sealed interface NearDocuments permits HitList, DistanceMap {

  /** Number of documents. */
  int size();

  /** None of the documents is nearer; 0 if there are none. */
  int leastDistance();

  /** A fresh cursor. */
  DistanceCursor cursor();

  /** The documents alone; a fresh iterator. */
  DocIdSetIterator documents();
}
