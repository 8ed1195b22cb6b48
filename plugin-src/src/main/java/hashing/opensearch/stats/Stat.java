package hashing.opensearch.stats;

import hashing.opensearch.model.ModelRegistry;
import hashing.search.SearchCounters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;

/** The statistics of a node, since it started, in the order of answers. */
public enum Stat {
  /** Models whose encoders are in memory. */
  LOADED_MODELS((models, searches) -> models.loaded()),
  /** Memory, native and heap, that they hold. */
  LOADED_BYTES((models, searches) -> models.memory().used()),
  /** Memory that they may hold, -1 where nothing bounds it. */
  LOADED_BYTES_LIMIT((models, searches) -> models.memory().limit()),
  /** Uses of a model that found its encoder in memory. */
  MODEL_CACHE_HITS((models, searches) -> models.counters().counts().hits()),
  /** Uses that had to load it, and did. */
  MODEL_CACHE_MISSES((models, searches) -> models.counters().counts().loads()),
  /** Encoders that were closed to make room for others. */
  MODEL_EVICTIONS((models, searches) -> models.counters().counts().evictions()),
  /** Inputs given to encoders, by pipelines, queries and requests. */
  ENCODES((models, searches) -> models.counters().counts().inputs()),
  /** Batches in which they came. */
  ENCODE_BATCHES((models, searches) -> models.counters().counts().batches()),
  /** Inputs of a batch, on average. */
  ENCODE_MEAN_BATCH((models, searches) -> models.counters().counts().meanBatch()),
  /** Time that encoding took, of all threads together. */
  ENCODE_TIME_IN_MILLIS((models, searches) -> models.counters().counts().millis()),
  /** Inputs that got no code. */
  ENCODE_ERRORS((models, searches) -> models.counters().counts().errors()),
  /** Requests of pipelines and queries that encoders were asked by. */
  ENCODE_REQUESTS((models, searches) -> models.counters().counts().requests()),
  /** Milliseconds until they were answered, on average, waiting and loading included. */
  ENCODE_LATENCY_IN_MILLIS((models, searches) -> models.counters().counts().latency()),
  /** Those that took too long. */
  ENCODE_TIMEOUTS((models, searches) -> models.counters().counts().timeouts()),
  /** Those for which too many others waited. */
  ENCODE_REJECTIONS((models, searches) -> models.counters().counts().rejections()),
  /** Queries, one for each shard that they ran on. */
  QUERIES((models, searches) -> searches.counts().queries()),
  /** Segments of which every code was compared. */
  SEGMENTS_BY_SCAN((models, searches) -> searches.counts().scans()),
  /** Segments whose tables were probed. */
  SEGMENTS_BY_TABLES((models, searches) -> searches.counts().tables()),
  /** Segments of which another clause's documents were compared. */
  SEGMENTS_BY_FILTER((models, searches) -> searches.counts().filters()),
  /** Segments in another format, read code by code. */
  SEGMENTS_BY_GENERIC((models, searches) -> searches.counts().generic()),
  /** Bucket look-ups. */
  PROBED((models, searches) -> searches.counts().probed()),
  /** Codes met in buckets. */
  CANDIDATES((models, searches) -> searches.counts().candidates()),
  /** Codes compared in full. */
  VERIFIED((models, searches) -> searches.counts().verified());

  @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
  private final BiFunction<ModelRegistry, SearchCounters, Object> value;

  Stat(BiFunction<ModelRegistry, SearchCounters, Object> value) {
    this.value = value;
  }

  /** In requests and answers. */
  public String jsonName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A {@link Long}, a {@link Double}, or a list of strings. */
  Object value(ModelRegistry models, SearchCounters searches) {
    return value.apply(models, searches);
  }

  /**
   * Those of a request, all where it names none or {@code _all}.
   *
   * @throws IllegalArgumentException for a name that is none; lists those there are
   */
  public static Set<Stat> of(List<String> names) {
    Set<Stat> stats = EnumSet.noneOf(Stat.class);
    for (String name : names) {
      if (name.equals("_all")) {
        return EnumSet.allOf(Stat.class);
      }
      stats.add(
          Arrays.stream(values())
              .filter(stat -> stat.jsonName().equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name)));
    }
    return stats.isEmpty() ? EnumSet.allOf(Stat.class) : stats;
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(
        "found stat ["
            + name
            + "], allowed are "
            + Arrays.stream(values()).map(Stat::jsonName).toList());
  }
}
