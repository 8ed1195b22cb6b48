package hashing.opensearch.aggregation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opensearch.search.aggregations.InternalAggregation.ReduceContext;
import org.opensearch.search.aggregations.InternalAggregations;

/** Codes of several shards in ascending order, each once, with what every shard says of it. */
final class DistinctCodes {
  private final CodeCounts sorted;

  /** Where each code begins among the sorted ones, and the end. */
  private final int[] starts;

  private final CodeCounts once;

  DistinctCodes(List<CodeCounts> parts) {
    sorted = CodeCounts.sorted(parts);
    int[] first = new int[sorted.count() + 1];
    int size = 0;
    for (int i = 0; i < sorted.count(); i++) {
      if (!sorted.isRepeated(i)) {
        first[size++] = i;
      }
    }
    first[size] = sorted.count();
    starts = Arrays.copyOf(first, size + 1);
    once = sorted.select(Arrays.copyOf(first, size));
    for (int i = 0; i < size; i++) {
      for (int j = starts[i] + 1; j < starts[i + 1]; j++) {
        once.counts()[i] += sorted.counts()[j];
      }
    }
  }

  /** Each code with all its documents; sub-aggregations are those of one shard. */
  CodeCounts codes() {
    return once;
  }

  /** The sub-aggregations of a code, of each shard; empty where there are none. */
  List<InternalAggregations> aggregations(int index) {
    return sorted.aggregations().isEmpty()
        ? List.of()
        : sorted.aggregations().subList(starts[index], starts[index + 1]);
  }

  /** Each code with all its documents and sub-aggregations. */
  CodeCounts reduced(ReduceContext context) {
    List<InternalAggregations> reduced = new ArrayList<>();
    if (!sorted.aggregations().isEmpty()) {
      for (int i = 0; i < once.count(); i++) {
        reduced.add(InternalAggregations.reduce(aggregations(i), context));
      }
    }
    return new CodeCounts(once.bitCount(), once.codes(), once.counts(), reduced);
  }
}
