package hashing.benchmark;

import hashing.join.JoinCodes;
import hashing.join.JoinContext;
import hashing.join.JoinStrategy;
import hashing.join.JoinTotals;
import hashing.join.JoinWork;
import hashing.join.Kernel;
import hashing.join.RadiusJoin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times self-joins as planned beside every single strategy, for many inputs. */
final class ChoiceTrial {

  /** Seconds that a strategy may be foreseen to take, by the best one, for it to be tried. */
  private static final double WORTH_TRYING = 8;

  /** Rounds of what takes at most so many seconds. */
  private static final double SHORT = 0.5;

  /** What is joined. */
  enum Input {
    UNIFORM,
    CLUSTERED,
    REAL,
    SKEWED
  }

  private final JoinTimer timer;
  private final JoinContext context;

  ChoiceTrial(JoinTimer timer, JoinContext context) {
    this.timer = timer;
    this.context = context;
  }

  /**
   * One join in every way.
   *
   * @param chosen by the plan
   * @param foreseen seconds of each strategy on one thread
   * @param seconds of each strategy that was worth trying, and of the plan, planning included
   * @param best of the single ones
   * @param ratio of the plan by the best
   */
  record Row(
      String part,
      String input,
      int bits,
      int codes,
      int radius,
      JoinStrategy chosen,
      Map<JoinStrategy, Double> foreseen,
      Map<JoinStrategy, Double> seconds,
      JoinStrategy best,
      double ratio,
      double predicted,
      long products,
      long pairs) {}

  void run(
      List<Input> inputs,
      List<Integer> widths,
      List<Integer> sizes,
      List<Integer> radii,
      Path data,
      long seed,
      Report written)
      throws IOException {
    for (Input input : inputs) {
      for (int bits : widths) {
        for (int size : sizes) {
          CodeSet set =
              switch (input) {
                case UNIFORM -> CodeSets.uniform(bits, size, 0, seed);
                case CLUSTERED -> CodeSets.clustered(bits, size, 0, seed);
                case SKEWED -> CodeSets.skewed(bits, size, seed);
                case REAL -> CodeSets.first(data, bits, size, 0);
              };
          written.data(set);
          try (JoinCodes codes = JoinCodes.of(bits, set.codes(), context)) {
            for (int radius : radii) {
              Row row = row(input, codes, radius);
              written.row(row);
              print(row);
            }
          }
        }
      }
    }
  }

  private Row row(Input input, JoinCodes codes, int radius) throws IOException {
    Map<JoinStrategy, Double> foreseen = new EnumMap<>(JoinStrategy.class);
    for (JoinStrategy strategy :
        List.of(JoinStrategy.SCAN, JoinStrategy.TABLES, JoinStrategy.BUCKETS)) {
      JoinWork work = join(codes, radius, strategy).predict();
      // Where a strategy cannot do it, another is given.
      if (work.strategy() == strategy && work.nanos() < Double.POSITIVE_INFINITY) {
        foreseen.put(strategy, work.nanos());
      }
    }
    Map<JoinStrategy, Double> estimates = new EnumMap<>(JoinStrategy.class);
    foreseen.forEach((strategy, nanos) -> estimates.put(strategy, nanos / 1e9));
    double least = foreseen.values().stream().mapToDouble(nanos -> nanos).min().orElseThrow();
    foreseen.values().removeIf(nanos -> nanos > WORTH_TRYING * least);
    Map<JoinStrategy, JoinTimer.Rounds> rounds = new EnumMap<>(JoinStrategy.class);
    int count = least < SHORT * 1e9 ? timer.rounds() : Math.min(3, timer.rounds());
    foreseen.keySet().forEach(strategy -> rounds.put(strategy, timer.new Rounds(count)));
    rounds.put(JoinStrategy.AUTO, timer.new Rounds(count));
    JoinTotals[] totals = new JoinTotals[1];
    for (int round = -1; round < count; round++) {
      // Each is first in turn, as what ran before it leaves its marks in caches and heap.
      List<JoinStrategy> order = new ArrayList<>(rounds.keySet());
      Collections.rotate(order, round);
      for (JoinStrategy strategy : order) {
        JoinTotals before = totals[0];
        rounds
            .get(strategy)
            .run(
                Math.max(0, round),
                () -> totals[0] = join(codes, radius, strategy).codePairs((a, b, distance) -> {}));
        if (before != null && before.pairs() != totals[0].pairs()) {
          throw new IllegalStateException(strategy + " finds others than those before");
        }
      }
    }
    Map<JoinStrategy, Double> seconds = new EnumMap<>(JoinStrategy.class);
    rounds.forEach((strategy, own) -> seconds.put(strategy, own.median().seconds()));
    double planned = seconds.get(JoinStrategy.AUTO);
    JoinStrategy best =
        foreseen.keySet().stream()
            .min((a, b) -> Double.compare(seconds.get(a), seconds.get(b)))
            .orElseThrow();
    JoinWork work = join(codes, radius, JoinStrategy.AUTO).predict();
    return new Row(
        "choice",
        input.name().toLowerCase(Locale.ROOT),
        codes.bitCount(),
        codes.ownerCount(),
        radius,
        work.strategy(),
        estimates,
        seconds,
        best,
        planned / seconds.get(best),
        work.products(),
        totals[0].products(),
        totals[0].pairs());
  }

  private RadiusJoin join(JoinCodes codes, int radius, JoinStrategy strategy) {
    return new RadiusJoin(codes, codes, radius, context, strategy, Kernel.V3);
  }

  private static void print(Row row) {
    StringBuilder times = new StringBuilder();
    row.seconds()
        .forEach((strategy, seconds) ->
            times.append(
                String.format(
                    Locale.ROOT,
                    " %s %.1f (%.1f)",
                    strategy,
                    seconds * 1e3,
                    row.foreseen().getOrDefault(strategy, 0.0) * 1e3)));
    System.out.printf(
        Locale.ROOT,
        "choice %-9s %3d bits %7d codes radius %2d: %-7s best %-7s %.2f times;%s ms%n",
        row.input(),
        row.bits(),
        row.codes(),
        row.radius(),
        row.chosen(),
        row.best(),
        row.ratio(),
        times);
  }
}
