package hashing.train.math;

import java.util.Arrays;
import java.util.Random;

/** Orders of row numbers. Stateless. */
public final class Permutation {

  private Permutation() {}

  /** 0 to n - 1. */
  public static int[] identity(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }

  /** 0 to n - 1 in an order of chance, all orders being as likely. */
  public static int[] random(int n, Random random) {
    int[] order = identity(n);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
