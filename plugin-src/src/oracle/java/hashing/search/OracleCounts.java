package hashing.search;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;

/** How many queries were compared, of what kind and by which strategies. Not thread-safe. */
public final class OracleCounts {

  /** A segment's strategy as a searched query's {@code toString} has it. */
  private static final Pattern DONE =
      Pattern.compile(
          Stream.of(Strategy.values())
              .map(OracleCounts::name)
              .collect(Collectors.joining("|", ": (", ")\\b")));

  private final Map<String, Map<String, Long>> asked = new TreeMap<>();
  private final Map<String, Long> done = new TreeMap<>();
  private final Map<Integer, Long> bits = new TreeMap<>();
  private long total;

  private static String name(Strategy strategy) {
    return strategy.name().toLowerCase(Locale.ROOT);
  }

  void add(String kind, int bitCount, Strategy strategy, Query searched) {
    asked.computeIfAbsent(kind, name -> new TreeMap<>()).merge(name(strategy), 1L, Long::sum);
    bits.merge(bitCount, 1L, Long::sum);
    total++;
    Matcher segment = DONE.matcher(searched.toString());
    while (segment.find()) {
      done.merge(segment.group(1), 1L, Long::sum);
    }
  }

  /** Queries compared. */
  public long total() {
    return total;
  }

  /** Queries by their kind and the strategy asked for, {@code auto} for the planner's choice. */
  public Map<String, Map<String, Long>> asked() {
    return Collections.unmodifiableMap(asked);
  }

  /** Searches of one segment by the strategy that did them. */
  public Map<String, Long> done() {
    return Collections.unmodifiableMap(done);
  }

  /** Queries by bits of a code. */
  public Map<Integer, Long> bits() {
    return Collections.unmodifiableMap(bits);
  }
}
