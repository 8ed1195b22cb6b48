package hashing.benchmark;

import hashing.join.JoinContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;

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

  JoinContext context(int threads) {
    return new JoinContext(pool, threads, _ -> {}, () -> {}, _ -> {});
  }

  /** As many rounds as were asked for, after some that do not count. */
  Time time(int warmUps, Work work) throws IOException {
    return time(warmUps, rounds, work);
  }

  Time time(int warmUps, int counted, Work work) throws IOException {
    double[] wall = new double[counted];
    double[] cpu = new double[counted];
    for (int round = -warmUps; round < counted; round++) {
      long cpuStart = cpuNanos();
      long start = System.nanoTime();
      work.run();
      int place = Math.max(0, round);
      wall[place] = (System.nanoTime() - start) / 1e9;
      cpu[place] = (cpuNanos() - cpuStart) / 1e9;
    }
    Arrays.sort(wall);
    Arrays.sort(cpu);
    return new Time(wall[(counted - 1) / 2], cpu[(counted - 1) / 2], counted);
  }

  /** Of all threads, as the system counts it: hundredths of a second on Linux. */
  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }
}
