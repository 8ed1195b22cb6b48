package hashing.train;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Hyper-parameters given by name, as on a command line. Each that a method knows is asked for once;
 * {@link #refuseOthers} then refuses what is left.
 */
public final class Options {

  private final Map<String, String> given;
  private final Set<String> known = new LinkedHashSet<>();

  public Options(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  /** A whole number; {@code or} where it is not given. */
  public int integer(String name, int or) {
    known.add(name);
    String value = given.get(name);
    try {
      return value == null ? or : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "[%s] is [%s]; a whole number is allowed", name, value), e);
    }
  }

  /** A number; {@code or} where it is not given. */
  public double number(String name, double or) {
    known.add(name);
    String value = given.get(name);
    try {
      return value == null ? or : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "[%s] is [%s]; a number is allowed", name, value), e);
    }
  }

  /** 0 or 1, for no or yes; {@code or} where it is not given. */
  public boolean flag(String name, boolean or) {
    int value = integer(name, or ? 1 : 0);
    Range.check(name, value, 0, 1);
    return value == 1;
  }

  /** A constant of an enum, lower-case; {@code or} where it is not given. */
  public <E extends Enum<E>> E choice(String name, E or) {
    known.add(name);
    String value = given.get(name);
    if (value == null) {
      return or;
    }
    E[] all = or.getDeclaringClass().getEnumConstants();
    List<String> names =
        Arrays.stream(all).map(constant -> constant.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(value)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "[%s] is [%s]; %s are allowed", name, value, names));
    }
    return all[names.indexOf(value)];
  }

  /**
   * Refuses what is left.
   *
   * @throws IllegalArgumentException if an option was given that nobody asked for
   */
  public void refuseOthers(String method) {
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "method [%s] has no option [%s]; %s are allowed",
                method,
                name,
                known));
      }
    }
  }
}
