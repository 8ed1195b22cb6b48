package hashing.train.data;

import java.util.List;
import java.util.Locale;

/** All data sets, by name. */
public final class DataSets {

  private static final List<DataSet> ALL =
      List.of(new DebianDescriptions(), new Emoji(), new FashionMnist());

  private DataSets() {}

  /** All of them, sorted by name. */
  public static List<DataSet> all() {
    return ALL;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static DataSet get(String name) {
    return ALL.stream()
        .filter(data -> data.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                String.format(
                    Locale.ROOT,
                    "[--data] is [%s]; %s are allowed",
                    name,
                    ALL.stream().map(DataSet::name).toList())));
  }
}
