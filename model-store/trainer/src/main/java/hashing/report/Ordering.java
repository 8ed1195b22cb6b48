package hashing.report;

import java.util.List;

/**
 * What a paper says of two methods: the first ranks better.
 *
 * @param source where the paper compares the two
 */
record Ordering(String better, String worse, String source) {

  /** Orderings that the methods' papers report between methods that are trained here. */
  static final List<Ordering> OF_PAPERS =
      List.of(
          new Ordering("itq", "pcah", "Gong, Lazebnik, 2011"),
          new Ordering("itq", "lsh", "Gong, Lazebnik, 2011"),
          new Ordering("itq", "sh", "Gong, Lazebnik, 2011"),
          new Ordering("sdh", "itq", "Shen et al., 2015"),
          new Ordering("hashnet", "sdh", "Cao et al., 2017"),
          new Ordering("hashnet", "itq", "Cao et al., 2017"),
          new Ordering("greedyhash", "hashnet", "Su et al., 2018"),
          new Ordering("csq", "hashnet", "Yuan et al., 2020"),
          new Ordering("ddsh", "sdh", "Jiang, Cui, Li, 2018"),
          new Ordering("ddsh", "itq", "Jiang, Cui, Li, 2018"),
          new Ordering("adsh", "sdh", "Jiang, Li, 2018"),
          new Ordering("adsh", "itq", "Jiang, Li, 2018"));
}
