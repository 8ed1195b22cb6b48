package hashing.opensearch.model;

import hashing.opensearch.model.ModelSource.Listing;
import hashing.store.ModelName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What several sources have, as one list; made anew when one of them lists something else, as many
 * models take long to sort and each use of one asks. Thread-safe.
 */
final class MergedModels {
  private final List<ModelSource> sources;
  private volatile Merged last = new Merged(List.of(), Map.of(), Map.of());

  /**
   * The list at one moment.
   *
   * @param of what the sources had
   * @param models sorted; where sources have the same name, the first one's
   * @param damaged what cannot be read, with the reason
   */
  record Merged(List<Listing> of, Map<ModelName, Model> models, Map<String, String> damaged) {}

  MergedModels(List<ModelSource> sources) {
    this.sources = List.copyOf(sources);
  }

  Merged now() {
    List<Listing> listings = new ArrayList<>(sources.size());
    sources.forEach(source -> listings.add(source.list()));
    Merged known = last;
    if (!same(known.of(), listings)) {
      known = merge(listings);
      last = known;
    }
    return known;
  }

  private static boolean same(List<Listing> before, List<Listing> now) {
    boolean same = before.size() == now.size();
    for (int i = 0; i < now.size() && same; i++) {
      same = before.get(i) == now.get(i);
    }
    return same;
  }

  private static Merged merge(List<Listing> listings) {
    Map<ModelName, Model> sorted = new TreeMap<>(ModelOrder.INSTANCE);
    Map<String, String> damaged = new TreeMap<>();
    for (Listing listing : listings) {
      listing.models().forEach(model -> sorted.putIfAbsent(model.name(), model));
      damaged.putAll(listing.damaged());
    }
    return new Merged(
        listings,
        Collections.unmodifiableMap(new LinkedHashMap<>(sorted)),
        Collections.unmodifiableMap(damaged));
  }
}
