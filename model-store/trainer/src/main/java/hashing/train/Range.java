package hashing.train;

import java.util.Locale;

/** Checks of hyper-parameters. */
public final class Range {

  private Range() {}

  /**
   * Checks one value.
   *
   * @throws IllegalArgumentException unless {@code from <= value <= to}; the message names all
   */
  public static void check(String name, long value, long from, long to) {
    if (value < from || value > to) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "[%s] is [%d]; %d to %d are allowed", name, value, from, to));
    }
  }

  /**
   * Checks one value.
   *
   * @throws IllegalArgumentException unless {@code from <= value <= to}; NaN is refused; the
   *     message names all
   */
  public static void check(String name, double value, double from, double to) {
    if (!(value >= from && value <= to)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "[%s] is [%s]; %s to %s are allowed", name, value, from, to));
    }
  }
}
