package hashing.join;

import hashing.probe.DisjointSets;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Finds all pairs of codes within a radius, exactly: of two sets, or of one with itself, where each
 * unordered pair of different owners comes once, the lower owner left.
 *
 * <p>Pairs come in an order that depends on the codes, the radius and the strategy alone, whatever
 * the number of threads. Equal codes are one code with several owners, so that a million equal
 * documents are one pair of codes; {@link #groups} never makes more of it, {@link #pairs} no more
 * than allowed.
 *
 * <p>Not thread-safe; it uses several threads itself, as the context says.
 */
public final class RadiusJoin {
  /** Products of a token, about: a quarter of a millisecond. */
  private static final int TOKEN = 1 << 16;

  /** How far a plan may err before tables that were made are left unused. */
  private static final int DOUBT = 2;

  private final JoinCodes left;
  private final JoinCodes right;
  private final int radius;
  private final JoinContext context;
  private final JoinStrategy strategy;
  private final Kernel kernel;

  /** Whether rows are right codes, as these are more. */
  private final boolean swapped;

  private TablePlan plan;

  /**
   * @param right the same object as {@code left} to join a set with itself
   * @param radius 0 to the bits of a code
   * @throws IllegalArgumentException if the radius is out of range or the codes have different
   *     lengths
   */
  public RadiusJoin(JoinCodes left, JoinCodes right, int radius, JoinContext context) {
    this(left, right, radius, context, JoinStrategy.AUTO, Kernel.V3);
  }

  /** The same with a strategy, and a kernel for tables. */
  public RadiusJoin(
      JoinCodes left,
      JoinCodes right,
      int radius,
      JoinContext context,
      JoinStrategy strategy,
      Kernel kernel) {
    left.checkJoins(right);
    if (radius < 0 || radius > left.bitCount()) {
      throw new IllegalArgumentException(
          "radius must be 0 to " + left.bitCount() + ", found " + radius);
    }
    this.left = left;
    this.right = right;
    this.radius = radius;
    this.context = context;
    this.strategy = strategy;
    this.kernel = kernel;
    this.swapped = left.count() < right.count();
  }

  private boolean isSelf() {
    return left == right;
  }

  private JoinCodes rows() {
    return swapped ? right : left;
  }

  private JoinCodes columns() {
    return swapped ? left : right;
  }

  private TablePlan plan() {
    if (plan == null) {
      plan =
          strategy == JoinStrategy.SCAN || scanNanos() < TablePlan.PLANNING
              ? TablePlan.NONE
              : TablePlan.of(rows(), columns(), isSelf(), 1, radius, strategy, scanNanos());
    }
    return plan;
  }

  /** Pairs that a scan compares. */
  private double pairCount() {
    return (double) left.count() * right.count() / (isSelf() ? 2 : 1);
  }

  private double scanNanos() {
    if (strategy == JoinStrategy.TABLES || strategy == JoinStrategy.BUCKETS) {
      return Double.POSITIVE_INFINITY;
    }
    JoinCodes fewer = columns();
    JoinCodes scanned = rows();
    double count = scanned.count() / (isSelf() ? 2.0 : 1.0);
    return fewer.count() * PairScan.rowNanos(scanned, count, radius);
  }

  private boolean byTables() {
    return plan().nanos() < scanNanos();
  }

  /** What it will cost, from samples; takes some hundredths of a second at most. */
  public JoinWork predict() {
    long rows = rows().count();
    return byTables()
        ? new JoinWork(plan().strategy(), rows, plan().products(), pairCount(), plan().nanos())
        : new JoinWork(JoinStrategy.SCAN, rows, pairCount(), pairCount(), scanNanos());
  }

  /** Finds the pairs of codes, each standing for all pairs of their owners. */
  public JoinTotals codePairs(CodePairSink sink) throws IOException {
    long start = System.nanoTime();
    long[] found = new long[2];
    CodePairSink counted =
        (a, b, distance) -> {
          found[0]++;
          found[1] += ownerPairs(a, b);
          sink.accept(a, b, distance);
        };
    LongAdder scanned = new LongAdder();
    TableWorker.Counts counts = new TableWorker.Counts();
    if (!byTables() || !tables(counted, counts)) {
      scan(counted, scanned);
    }
    long compared = scanned.sum();
    return new JoinTotals(
        found[0],
        found[1],
        0,
        predict().products(),
        counts.products.sum() + compared,
        counts.merged.sum() + compared,
        counts.compared.sum() + compared,
        System.nanoTime() - start);
  }

  /** Rows are the fewer codes here: what many of them share leaves out more blocks. */
  private void scan(CodePairSink sink, LongAdder compared) throws IOException {
    boolean byRight = right.count() < left.count();
    JoinCodes rows = byRight ? right : left;
    try (PairScan scan = new PairScan(byRight ? left : right, context)) {
      CodePairSink own = byRight ? (a, b, distance) -> sink.accept(b, a, distance) : sink;
      new TokenOrder(rows.count(), ScanWorker.ROWS, context, own)
          .run(() -> new ScanWorker(rows, isSelf(), scan, radius, compared));
    }
  }

  /** False, with nothing found, where the tables turn out to cost more than a scan. */
  private boolean tables(CodePairSink sink, TableWorker.Counts counts) throws IOException {
    TablePlan own = plan();
    try (CodeTables tables = new CodeTables(columns(), own, context);
        Reservation scratchpads = new Reservation(context.memory())) {
      if (isSelf()
          && tables.equalPairs() * TablePlan.pairNanos(left.wordCount()) > DOUBT * scanNanos()) {
        return false;
      }
      if (own.strategy() == JoinStrategy.BUCKETS) {
        buckets(tables, scratchpads, sink, counts);
        return true;
      }
      int perToken = rowsPerToken(own.products() / Math.max(1, rows().count()));
      new TokenOrder(rows().count(), perToken, context, sink)
          .run(() ->
              new TableWorker(
                  rows(), columns(), tables, own, swapped, radius, kernel, scratchpads, counts));
      return true;
    }
  }

  private void buckets(
      CodeTables tables, Reservation scratchpads, CodePairSink sink, TableWorker.Counts counts)
      throws IOException {
    for (int a = 0; a < left.count(); a++) {
      if (left.ownerCount(a) > 1) {
        sink.accept(a, a, 0);
      }
    }
    BucketTokens tokens = new BucketTokens(tables);
    JoinContext own = context.counting(tokens.count(), left.count());
    new TokenOrder(tokens.count(), 1, own, sink)
        .run(() -> new BucketWorker(left, tables, tokens, radius, scratchpads, counts));
  }

  /** A multiple of the rows that are looked up at once. */
  static int rowsPerToken(double productsPerRow) {
    double rows = TOKEN / (productsPerRow + 64);
    return (int) Math.clamp(rows / TableWorker.ROWS, 1, 64) * TableWorker.ROWS;
  }

  private long ownerPairs(int a, int b) {
    long owners = left.ownerCount(a);
    return isSelf() && a == b ? owners * (owners - 1) / 2 : owners * right.ownerCount(b);
  }

  /**
   * Finds the pairs of owners.
   *
   * @param maxPairs pairs handed over at most: the first ones. The rest is counted, not handed
   *     over; {@link JoinTotals#cut} has the number
   */
  public JoinTotals pairs(long maxPairs, PairSink sink) throws IOException {
    long[] delivered = new long[1];
    JoinTotals totals =
        codePairs((a, b, distance) ->
            delivered[0] += expand(a, b, distance, maxPairs - delivered[0], sink));
    return totals.delivering(delivered[0]);
  }

  /** Hands over the pairs of owners of two codes, {@code most} at most. */
  private long expand(int a, int b, int distance, long most, PairSink sink) throws IOException {
    long done = 0;
    for (int i = left.firstOwner(a); i < left.firstOwner(a + 1) && done < most; i++) {
      int from = isSelf() && a == b ? i + 1 : right.firstOwner(b);
      for (int j = from; j < right.firstOwner(b + 1) && done < most; j++) {
        int one = left.owner(i);
        int other = right.owner(j);
        boolean swap = isSelf() && other < one;
        sink.accept(swap ? other : one, swap ? one : other, distance);
        done++;
      }
    }
    return done;
  }

  /**
   * Groups the codes of a set joined with itself: two codes are in one group if a chain of codes
   * leads from one to the other, each at most the radius from the next.
   *
   * @return for each ordinal the least ordinal of its group
   */
  public int[] groups() throws IOException {
    if (!isSelf()) {
      throw new IllegalStateException("groups are of one set");
    }
    DisjointSets sets = new DisjointSets(left.count());
    codePairs((a, b, distance) -> sets.join(a, b));
    int[] groups = new int[left.count()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = sets.root(i);
    }
    return groups;
  }
}
