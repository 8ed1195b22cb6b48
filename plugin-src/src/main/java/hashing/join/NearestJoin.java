package hashing.join;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.apache.lucene.util.FixedBitSet;

/**
 * Finds the {@code k} nearest right owners of every left owner, exactly; where distances are equal
 * at the k-th place, the first owners. Of a set joined with itself an owner is not its own
 * neighbour: the k-nearest-neighbour graph.
 *
 * <p>The neighbours of one owner come together, by distance, then owner; owners in an order that
 * depends on the codes and the strategy alone, those of one code together and ascending.
 *
 * <p>Rows are looked up within a radius at first. A row is done where its last neighbour lies
 * within it, as nothing nearer can have been missed; the others are done again with a larger one,
 * and in the end by comparing all codes. Not thread-safe; it uses several threads itself.
 */
public final class NearestJoin {
  private final JoinCodes left;
  private final JoinCodes right;
  private final int k;
  private final int maxDistance;
  private final JoinContext context;
  private final JoinStrategy strategy;
  private final Kernel kernel;

  /** Products that plans foresaw. */
  private double predicted;

  /** Owners kept for each row: one more where an owner may meet itself. */
  private final int most;

  /**
   * @param right the same object as {@code left} to join a set with itself
   * @param k neighbours, at least 1
   * @param maxDistance 0 to the bits of a code, the latter for no limit
   * @throws IllegalArgumentException if one of them is out of range or the codes have different
   *     lengths
   */
  public NearestJoin(JoinCodes left, JoinCodes right, int k, int maxDistance, JoinContext context) {
    this(left, right, k, maxDistance, context, JoinStrategy.AUTO, Kernel.V3);
  }

  /** The same with a strategy, and a kernel for tables. */
  public NearestJoin(
      JoinCodes left,
      JoinCodes right,
      int k,
      int maxDistance,
      JoinContext context,
      JoinStrategy strategy,
      Kernel kernel) {
    left.checkJoins(right);
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, found " + k);
    }
    if (maxDistance < 0 || maxDistance > left.bitCount()) {
      throw new IllegalArgumentException(
          "max_distance must be 0 to " + left.bitCount() + ", found " + maxDistance);
    }
    this.left = left;
    this.right = right;
    this.k = k;
    this.maxDistance = maxDistance;
    this.context = context;
    this.strategy = strategy;
    this.kernel = kernel;
    this.most = (int) Math.max(1, Math.min(k + (left == right ? 1L : 0), right.ownerCount()));
  }

  private NearestOwners owners() {
    return new NearestOwners(right, most, maxDistance);
  }

  /** What it will cost, from the neighbours of some rows. */
  public JoinWork predict() {
    double pairs = (double) left.count() * right.count();
    if (pairs == 0) {
      return new JoinWork(JoinStrategy.SCAN, left.count(), 0, 0, 0);
    }
    try (PairScan scan = new PairScan(right, context)) {
      NearestPlan plan = plan(scan, all(), -1);
      return plan.tables() == null
          ? new JoinWork(JoinStrategy.SCAN, left.count(), pairs, pairs, plan.nanos())
          : new JoinWork(
              JoinStrategy.TABLES, left.count(), plan.tables().products(), pairs, plan.nanos());
    }
  }

  private int[] all() {
    int[] rows = new int[left.count()];
    Arrays.setAll(rows, i -> i);
    return rows;
  }

  private NearestPlan plan(PairScan scan, int[] list, int above) {
    double all = (double) list.length * right.count() * left.wordCount();
    if (strategy == JoinStrategy.SCAN
        || (strategy == JoinStrategy.AUTO && all < TablePlan.PLANNING)) {
      return new NearestPlan(-1, null, 0);
    }
    int[] last = NearestPlan.last(left, list, scan, owners(), maxDistance);
    boolean scanAllowed = strategy == JoinStrategy.AUTO || above >= 0;
    return NearestPlan.of(
        left, right, list.length, last, above, maxDistance, scanAllowed, right.count() > 1);
  }

  /** Finds the neighbours. */
  public JoinTotals run(PairSink sink) throws IOException {
    long start = System.nanoTime();
    TableWorker.Counts counts = new TableWorker.Counts();
    LongAdder scanned = new LongAdder();
    predicted = 0;
    NeighbourSink own = new NeighbourSink(left, left == right, k, sink);
    if (left.count() > 0 && right.count() > 0) {
      try (Reservation memory = new Reservation(context.memory());
          PairScan scan = new PairScan(right, context)) {
        memory.add((long) left.count() * Integer.BYTES * 2);
        solve(scan, memory, own, counts, scanned);
      }
    }
    own.flush();
    long compared = scanned.sum();
    return new JoinTotals(
        own.count(),
        own.count(),
        own.count(),
        predicted,
        counts.products.sum() + compared,
        counts.merged.sum() + compared,
        counts.compared.sum() + compared,
        System.nanoTime() - start);
  }

  private void solve(
      PairScan scan,
      Reservation memory,
      NeighbourSink sink,
      TableWorker.Counts counts,
      LongAdder scanned)
      throws IOException {
    int[] list = all();
    int above = -1;
    while (list.length > 0) {
      NearestPlan plan = plan(scan, list, above);
      if (plan.tables() == null || plan.tables().tables().length == 0) {
        int[] rest = list;
        predicted += (double) rest.length * right.count();
        new TokenOrder(rest.length, ScanWorker.ROWS, context, sink)
            .run(() -> new NearestScanWorker(left, right, rest, scan, heaps(), scanned));
        return;
      }
      predicted += plan.tables().products();
      list = byTables(plan, list, memory, sink, counts);
      above = plan.radius();
    }
  }

  private NearestOwners[] heaps() {
    NearestOwners[] heaps = new NearestOwners[ScanWorker.ROWS];
    Arrays.setAll(heaps, i -> owners());
    return heaps;
  }

  /** Does what it can within the plan's radius; returns the rows that are left. */
  private int[] byTables(
      NearestPlan plan,
      int[] list,
      Reservation memory,
      NeighbourSink sink,
      TableWorker.Counts counts)
      throws IOException {
    FixedBitSet unsolved = new FixedBitSet(list.length);
    boolean isLast = plan.radius() >= maxDistance;
    TablePlan own = plan.tables();
    try (CodeTables tables = new CodeTables(right, own, context);
        Reservation scratchpads = new Reservation(context.memory())) {
      int perToken = RadiusJoin.rowsPerToken(own.products() / list.length);
      new TokenOrder(list.length, perToken, context, sink)
          .run(() ->
              new NearestTableWorker(
                  left,
                  right,
                  list,
                  tables,
                  own,
                  plan.radius(),
                  isLast,
                  owners(),
                  new RowMerger(kernel, right.count(), tables.entries(), scratchpads),
                  unsolved,
                  counts));
    }
    int[] rest = new int[unsolved.cardinality()];
    int size = 0;
    for (int i = 0; i < list.length; i++) {
      if (unsolved.get(i)) {
        rest[size++] = list[i];
      }
    }
    return rest;
  }
}
