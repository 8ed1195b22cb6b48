package hashing.report;

import java.util.List;

/**
 * What is expected of two methods: the first ranks better.
 *
 * @param source the paper of the first; its own comparison was not looked up
 */
record Ordering(String better, String worse, String source) {

  /** A method against those that it was made to improve on. */
  static final List<Ordering> EXPECTED =
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
          new Ordering("adsh", "itq", "Jiang, Li, 2018"),
          new Ordering("dynamicsign", "csq", "Xue et al., 2022"));
}
