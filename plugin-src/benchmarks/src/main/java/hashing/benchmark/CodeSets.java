package hashing.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes code sets; the same arguments give the same codes. */
public final class CodeSets {

  /** Codes round one centre. */
  private static final int CLUSTER_SIZE = 50;

  /**
   * Share of bits in which a code differs from its centre: the tenth neighbour of a 64-bit code is
   * then about 11 bits away.
   */
  private static final double FLIP = 0.12;

  /** One of so many real codes is kept for asking. */
  private static final int HELD_OUT = 1000;

  private CodeSets() {}

  /** Codes of independent, fair bits. */
  public static CodeSet uniform(int bits, int count, int queryCount, long seed) {
    RandomGenerator random = random(seed);
    byte[] codes = new byte[Math.multiplyExact(count, bits / 8)];
    byte[] queries = new byte[queryCount * bits / 8];
    random.nextBytes(codes);
    random.nextBytes(queries);
    return new CodeSet("uniform-" + bits + "-" + count, bits, codes, queries);
  }

  /**
   * Codes round random centres, {@value #CLUSTER_SIZE} round each, a bit differing from its
   * centre's with probability {@value #FLIP}; queries are drawn likewise round the same centres.
   */
  public static CodeSet clustered(int bits, int count, int queryCount, long seed) {
    RandomGenerator random = random(seed);
    int length = bits / 8;
    byte[] centres = new byte[Math.multiplyExact(Math.ceilDiv(count, CLUSTER_SIZE), length)];
    random.nextBytes(centres);
    byte[] codes = new byte[Math.multiplyExact(count, length)];
    for (int i = 0; i < count; i++) {
      near(centres, i / CLUSTER_SIZE, codes, i, length, random);
    }
    byte[] queries = new byte[queryCount * length];
    for (int i = 0; i < queryCount; i++) {
      near(centres, random.nextInt(centres.length / length), queries, i, length, random);
    }
    return new CodeSet("clustered-" + bits + "-" + count, bits, codes, queries);
  }

  /**
   * Codes of which nine in ten have one of ten first halves; the rest of the bits are independent
   * and fair.
   */
  static CodeSet skewed(int bits, int count, long seed) {
    RandomGenerator random = random(seed);
    int length = bits / 8;
    byte[] codes = new byte[Math.multiplyExact(count, length)];
    random.nextBytes(codes);
    byte[] heads = new byte[10 * length / 2];
    random.nextBytes(heads);
    for (int i = 0; i < count; i++) {
      int head = random.nextInt(11);
      if (head < 10) {
        System.arraycopy(heads, head * (length / 2), codes, i * length, length / 2);
      }
    }
    return new CodeSet("skewed-" + bits + "-" + count, bits, codes, new byte[0]);
  }

  /**
   * Real codes: the first {@code count} of a file, of which every {@value #HELD_OUT}th is left out
   * and may be asked with.
   *
   * @param folder of the files that the command {@code codes} writes
   * @param queryCount at most {@code count / 1000}; evenly spread over those left out
   * @throws IOException if the file is not there or has fewer codes; the message says what to run
   */
  public static CodeSet real(Path folder, int bits, int count, int queryCount) throws IOException {
    Path file = PathCodes.file(folder, bits);
    if (!Files.isRegularFile(file)) {
      throw new IOException("No codes at " + file + ": run the command \"codes\" first");
    }
    int length = bits / 8;
    byte[] all = CodeFile.read(file, length, count);
    int heldOut = count / HELD_OUT;
    if (all.length != count * length || queryCount > heldOut) {
      throw new IOException(
          file
              + ": found "
              + all.length / length
              + " codes, allowed are "
              + HELD_OUT
              + " for each of "
              + queryCount
              + " queries, and at least "
              + count);
    }
    byte[] codes = new byte[(count - heldOut) * length];
    byte[] queries = new byte[queryCount * length];
    for (int i = 0; i < heldOut; i++) {
      int from = i * HELD_OUT * length;
      int kept = (HELD_OUT - 1) * length;
      System.arraycopy(all, from, codes, i * kept, kept);
    }
    int rest = heldOut * HELD_OUT * length;
    System.arraycopy(all, rest, codes, heldOut * (HELD_OUT - 1) * length, all.length - rest);
    for (int i = 0; i < queryCount; i++) {
      int row = (int) ((long) i * heldOut / queryCount) * HELD_OUT + HELD_OUT - 1;
      System.arraycopy(all, row * length, queries, i * length, length);
    }
    return new CodeSet("debian-simhash-" + bits + "-" + count, bits, codes, queries);
  }

  /**
   * Real codes: the first {@code count} of a file, and as many more of them as are asked with,
   * which lie among them at even distances.
   */
  public static CodeSet first(Path folder, int bits, int count, int queryCount) throws IOException {
    Path file = PathCodes.file(folder, bits);
    if (!Files.isRegularFile(file)) {
      throw new IOException("No codes at " + file + ": run the command \"codes\" first");
    }
    int length = bits / 8;
    int all = Math.addExact(count, queryCount);
    byte[] read = CodeFile.read(file, length, all);
    if (read.length != (long) all * length) {
      throw new IOException(
          file + ": found " + read.length / length + " codes, " + all + " are needed");
    }
    byte[] codes = new byte[count * length];
    byte[] queries = new byte[queryCount * length];
    int kept = 0;
    int held = 0;
    for (int i = 0; i < all; i++) {
      boolean asked = held < queryCount && (long) i * queryCount / all >= held;
      byte[] target = asked ? queries : codes;
      System.arraycopy(read, i * length, target, (asked ? held++ : kept++) * length, length);
    }
    return new CodeSet("debian-simhash-" + bits + "-first-" + count, bits, codes, queries);
  }

  private static void near(
      byte[] centres, int centre, byte[] target, int index, int length, RandomGenerator random) {
    System.arraycopy(centres, centre * length, target, index * length, length);
    // Gaps between flipped bits are geometric, which costs a draw for a flip and not for a bit.
    double scale = 1 / Math.log1p(-FLIP);
    for (int bit = gap(random, scale); bit < length * 8; bit += 1 + gap(random, scale)) {
      target[index * length + bit / 8] ^= (byte) (0x80 >>> (bit % 8));
    }
  }

  private static int gap(RandomGenerator random, double scale) {
    return (int) Math.min(1 << 20, Math.log(1 - random.nextDouble()) * scale);
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }
}
