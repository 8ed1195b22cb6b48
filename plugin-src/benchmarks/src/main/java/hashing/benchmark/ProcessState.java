package hashing.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a process holds. Where there is no {@code /proc}, what it would say is 0.
 *
 * @param residentKilobytes by the operating system's word
 * @param heapKilobytes right after a collection
 * @param threads of Java and of native code
 * @param handles open files and sockets
 * @param files in the folder that it may write to
 */
record ProcessState(
    long residentKilobytes, long heapKilobytes, long threads, long handles, long files) {

  /** Of this process, after a collection. */
  static ProcessState now(Path folder) throws IOException {
    System.gc();
    System.gc(); // what the first one made ready to go
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    Path self = Path.of("/proc/self");
    return new ProcessState(
        status(self, "VmRSS"), heap >> 10, status(self, "Threads"), handles(self), files(folder));
  }

  /** A number of a process: kilobytes, or a count. */
  static long status(Path process, String name) throws IOException {
    if (!Files.exists(process)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(process.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(name + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    }
  }

  private static long handles(Path process) throws IOException {
    if (!Files.exists(process)) {
      return 0;
    }
    try (Stream<Path> handles = Files.list(process.resolve("fd"))) {
      return handles.count();
    }
  }

  private static long files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  /** What there is more than there was, none of it below 0. */
  ProcessState since(ProcessState before) {
    return new ProcessState(
        Math.max(0, residentKilobytes - before.residentKilobytes),
        Math.max(0, heapKilobytes - before.heapKilobytes),
        Math.max(0, threads - before.threads),
        Math.max(0, handles - before.handles),
        Math.max(0, files - before.files));
  }

  /** Numbers that are above those of {@code most}, by their names; none where all is well. */
  List<String> above(ProcessState most) {
    String[] names = {"resident kilobytes", "heap kilobytes", "threads", "handles", "files"};
    long[] found = numbers();
    long[] allowed = most.numbers();
    return IntStream.range(0, names.length)
        .filter(i -> found[i] > allowed[i])
        .mapToObj(i -> names[i] + ": found " + found[i] + " more, allowed are " + allowed[i])
        .toList();
  }

  private long[] numbers() {
    return new long[] {residentKilobytes, heapKilobytes, threads, handles, files};
  }

  /** On one line. */
  String line() {
    return LongStream.of(numbers()).mapToObj(Long::toString).collect(Collectors.joining(" "));
  }

  static ProcessState parse(String line) {
    long[] numbers = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
    return new ProcessState(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
  }
}
