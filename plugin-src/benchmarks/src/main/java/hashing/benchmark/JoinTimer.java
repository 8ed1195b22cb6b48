package hashing.benchmark;

import hashing.join.JoinContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Times what is done several times over: wall clock, and the processor time of all threads. */
final class JoinTimer {
  private final ExecutorService pool;
  private final int rounds;

  JoinTimer(ExecutorService pool, int rounds) {
    this.pool = pool;
    this.rounds = rounds;
  }

  /**
   * Medians of several rounds.
   *
   * @param seconds by the clock
   * @param cpuSeconds of all threads, the collector's and the compiler's among them
   * @param rounds that counted
   */
  record Time(double seconds, double cpuSeconds, int rounds) {}

  /** What is timed. */
  interface Work {
    void run() throws IOException;
  }

  /** Has several threads do the same at once; returns when all have done it. */
  void each(int threads, Work work) throws IOException {
    List<Callable<Void>> tasks =
        Collections.nCopies(
            threads,
            () -> {
              work.run();
              return null;
            });
    try {
      for (Future<Void> task : pool.invokeAll(tasks)) {
        task.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IOException(e);
    }
  }

  JoinContext context(int threads) {
    return new JoinContext(pool, threads, _ -> {}, () -> {}, _ -> {});
  }

  /** As many rounds as were asked for, after some that do not count. */
  Time time(int warmUps, Work work) throws IOException {
    return time(warmUps, rounds, work);
  }

  Time time(int warmUps, int counted, Work work) throws IOException {
    Rounds own = new Rounds(counted);
    for (int round = -warmUps; round < counted; round++) {
      own.run(Math.max(0, round), work);
    }
    return own.median();
  }

  int rounds() {
    return rounds;
  }

  /** The rounds of one thing, which may take turns with those of others. */
  final class Rounds {
    private final double[] wall;
    private final double[] cpu;

    Rounds(int counted) {
      wall = new double[counted];
      cpu = new double[counted];
    }

    /** Runs a round; garbage of the last one is not its to collect. */
    void run(int round, Work work) throws IOException {
      System.gc();
      long cpuStart = cpuNanos();
      long start = System.nanoTime();
      work.run();
      wall[round] = (System.nanoTime() - start) / 1e9;
      cpu[round] = (cpuNanos() - cpuStart) / 1e9;
    }

    Time median() {
      Arrays.sort(wall);
      Arrays.sort(cpu);
      int middle = (wall.length - 1) / 2;
      return new Time(wall[middle], cpu[middle], wall.length);
    }
  }

  /** Of all threads, as the system counts it: hundredths of a second on Linux. */
  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
