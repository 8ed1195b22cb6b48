package hashing.search;

import org.apache.lucene.search.DocIdSetIterator;

/** Goes through documents, ascending, and tells the distance of each. Not thread-safe. */
abstract class DistanceCursor extends DocIdSetIterator implements Distances {}
