package hashing.train.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Divides items by groups that stay together, by the checksum (CRC-32) of the group's name: part 0
 * is for tests, part 1 for validation.
 *
 * <p>Tests are asked with part 0 and trained on the rest; a validation is asked with part 1 and
 * trained on what neither part has.
 *
 * @param train numbers of the items to train on
 * @param held numbers of the items to ask with
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Parts(int[] train, int[] held) {

  private static final int TEST = 0;
  private static final int VALIDATION = 1;

  /**
   * Divides.
   *
   * @param groups of each item
   * @param count how many parts there are, all about as large
   * @throws IllegalArgumentException if either is empty
   */
  static Parts of(List<String> groups, int count, DataSet.Asked asked) {
    List<Integer> train = new ArrayList<>();
    List<Integer> held = new ArrayList<>();
    int wanted = asked == DataSet.Asked.TEST ? TEST : VALIDATION;
    for (int i = 0; i < groups.size(); i++) {
      CRC32 crc = new CRC32();
      crc.update(groups.get(i).getBytes(StandardCharsets.UTF_8));
      int part = (int) (crc.getValue() % count);
      if (part == wanted) {
        held.add(i);
      } else if (part != TEST) {
        train.add(i);
      }
    }
    if (train.isEmpty() || held.isEmpty()) {
      throw new IllegalArgumentException(
          "too few groups of items to hold some out: "
              + train.size()
              + " items to train on, "
              + held.size()
              + " to ask with");
    }
    return new Parts(numbers(train), numbers(held));
  }

  private static int[] numbers(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
