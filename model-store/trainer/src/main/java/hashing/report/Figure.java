package hashing.report;

import java.util.Locale;

/** The figures of a cell: name in the file, heading of the column, digits behind the point. */
public enum Figure {
  MAP("mAP", 3),
  MAP_UNSEEN("mAP unseen", 3),
  PRECISION_100("precision at 100", 3),
  PRECISION_RADIUS_2("precision within 2", 3),
  EMPTY_BALL_RATE("nothing within 2", 3),
  BIT_BALANCE("bit balance", 3),
  BIT_CORRELATION("bit correlation", 3),
  DISTINCT_CODES("distinct codes", 0),
  CANDIDATES_RADIUS_2("candidates, radius 2", 0),
  CANDIDATES_NEAREST_10("candidates, 10 nearest", 0),
  TRAIN_SECONDS("training s", 1),
  ENCODER_KB("encoder kB", 0);

  private final String heading;
  private final int digits;

  Figure(String heading, int digits) {
    this.heading = heading;
    this.digits = digits;
  }

  /** Its name in the file of cells. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  String heading() {
    return heading;
  }

  /** A value, with its spread where there are several. */
  String shown(Spread spread) {
    String mean = String.format(Locale.ROOT, "%." + digits + "f", spread.mean());
    return spread.count() < 2
        ? mean
        : mean + String.format(Locale.ROOT, " ± %." + digits + "f", spread.deviation());
  }
}
