package hashing.benchmark;

/**
 * The SimHash code of a path: bit {@code i} is 1 where more than half of the path's features have a
 * hash whose bit {@code i} is 1.
 *
 * <p>Features, each of weight 1 and counted as often as it occurs: the components, which are the
 * bytes between slashes, empty ones left out; and every 3 bytes in a row, slashes among them. The
 * hash of 3 bytes {@code a b c} is {@code mix(seed + 65536 a + 256 b + c)}; that of a component is
 * {@code mix(seed + h)}, where {@code h} is the 64-bit FNV-1a hash of its bytes. {@code mix} is the
 * finalizer of SplitMix64. A code has one 64-bit word for each seed.
 *
 * <p>Hashes are added up 64 counters at a time, bit {@code i} of plane {@code p} being bit {@code
 * p} of counter {@code i}, eight at once by carry-save adders: about 1 ns for a feature and word.
 * Not thread-safe.
 *
 * <p>Source: Charikar, "Similarity Estimation Techniques from Rounding Algorithms", STOC 2002,
 * section 3; Manku, Jain, Das Sarma, "Detecting Near-Duplicates for Web Crawling", WWW 2007,
 * section 2. Mixing: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
 * 2014, figure 16.
 */
final class SimHash {

  private static final long[] SEEDS = {0x9E3779B97F4A7C15L, 0xD1B54A32D192ED03L};
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final int GROUP = 8;

  private long[] features = new long[1024];

  /** Counters' bits, lowest plane first; enough for 2^31 features. */
  private final long[] planes = new long[Integer.SIZE];

  private int planeCount;

  /**
   * Puts the code of a path into {@code target}, whose length, 1 or 2, is the number of words.
   *
   * @param to behind the last byte of the path
   */
  void code(byte[] path, int from, int to, long[] target) {
    int count = features(path, from, to);
    for (int word = 0; word < target.length; word++) {
      add(SEEDS[word], count);
      target[word] = above(count / 2);
    }
  }

  /** Gathers what is mixed with a seed; returns how many there are. */
  private int features(byte[] path, int from, int to) {
    int length = to - from;
    if (features.length < 2 * length + GROUP) {
      features = new long[4 * length + GROUP];
    }
    int count = 0;
    for (int i = from + 2; i < to; i++) {
      features[count++] =
          (path[i - 2] & 0xFFL) << 16 | (path[i - 1] & 0xFFL) << 8 | (path[i] & 0xFFL);
    }
    long hash = FNV_OFFSET;
    int bytes = 0;
    for (int i = from; i <= to; i++) {
      if (i == to || path[i] == '/') {
        if (bytes > 0) {
          features[count++] = hash;
        }
        hash = FNV_OFFSET;
        bytes = 0;
      } else {
        hash = (hash ^ (path[i] & 0xFF)) * FNV_PRIME;
        bytes++;
      }
    }
    return count;
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  private void add(long seed, int count) {
    planeCount = 0;
    long ones = 0;
    long twos = 0;
    long fours = 0;
    int i = 0;
    for (; i + GROUP <= count; i += GROUP) {
      long a = mix(seed + features[i]);
      long b = mix(seed + features[i + 1]);
      long ones1 = ones ^ a ^ b;
      final long twosA = majority(ones, a, b);
      a = mix(seed + features[i + 2]);
      b = mix(seed + features[i + 3]);
      long ones2 = ones1 ^ a ^ b;
      final long twosB = majority(ones1, a, b);
      a = mix(seed + features[i + 4]);
      b = mix(seed + features[i + 5]);
      long ones3 = ones2 ^ a ^ b;
      final long twosC = majority(ones2, a, b);
      a = mix(seed + features[i + 6]);
      b = mix(seed + features[i + 7]);
      ones = ones3 ^ a ^ b;
      final long twosD = majority(ones3, a, b);
      long twos1 = twos ^ twosA ^ twosB;
      final long foursA = majority(twos, twosA, twosB);
      twos = twos1 ^ twosC ^ twosD;
      final long foursB = majority(twos1, twosC, twosD);
      carry(3, majority(fours, foursA, foursB));
      fours ^= foursA ^ foursB;
    }
    planes[0] = ones;
    planes[1] = twos;
    planes[2] = fours;
    planeCount = Math.max(planeCount, 3);
    for (; i < count; i++) {
      carry(0, mix(seed + features[i]));
    }
  }

  private static long majority(long a, long b, long c) {
    return (a & b) | ((a ^ b) & c);
  }

  /** Adds a word to a plane and what overflows to those above. */
  private void carry(int plane, long word) {
    long left = word;
    for (int p = plane; left != 0; p++) {
      while (planeCount <= p) {
        planes[planeCount++] = 0;
      }
      long sum = planes[p] ^ left;
      left &= planes[p];
      planes[p] = sum;
    }
  }

  /** The counters above a number, compared from the highest plane down. */
  private long above(int number) {
    long greater = 0;
    long equal = -1;
    for (int p = Math.max(planeCount, Integer.SIZE - Integer.numberOfLeadingZeros(number)) - 1;
        p >= 0;
        p--) {
      long plane = p < planeCount ? planes[p] : 0;
      if ((number >>> p & 1) == 0) {
        greater |= equal & plane;
        equal &= ~plane;
      } else {
        equal &= plane;
      }
    }
    return greater;
  }
}
