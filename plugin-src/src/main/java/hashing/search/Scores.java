package hashing.search;

/** The score of a distance, {@code 1 / (1 + distance)}, as the k-NN plugin scores Hamming space. */
final class Scores {

  private Scores() {}

  static float of(int distance, float boost) {
    return boost / (1 + distance);
  }
}
