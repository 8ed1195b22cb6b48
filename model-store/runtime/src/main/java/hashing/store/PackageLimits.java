package hashing.store;

/**
 * Bounds on a package, besides those of each entry.
 *
 * @param maxBytes of the zip file
 * @param maxTotalBytes of all entries, unzipped
 * @param maxRatio of an entry's size to its compressed size; the first MiB is free
 */
public record PackageLimits(int maxBytes, long maxTotalBytes, int maxRatio) {

  /** Trained weights hardly compress: a ratio of 100 is far from them. */
  public static final PackageLimits DEFAULT = new PackageLimits(768 << 20, 768L << 20, 100);

  /** Size up to which the ratio does not count. */
  static final int FREE_BYTES = 1 << 20;
}
