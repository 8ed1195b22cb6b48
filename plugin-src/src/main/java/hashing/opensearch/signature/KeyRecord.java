package hashing.opensearch.signature;

import hashing.signature.KeyPool;
import hashing.signature.Pair;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What may be shown of keys that the cluster has, or had.
 *
 * @param deleted when they were removed, null while they are here
 */
record KeyRecord(KeyPool.Facts facts, int groups, Instant deleted) {

  static KeyRecord of(KeyPool pool) {
    return new KeyRecord(pool.facts(), pool.groups().size(), null);
  }

  /** As it is kept when the keys are removed. */
  Map<String, Object> content(Instant now) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("pool", facts.pool());
    content.put("pair", facts.pair().name());
    content.put("group_bits", facts.groupBits());
    content.put("min_entropy_per_bit", facts.minEntropyPerBit());
    content.put("groups", groups);
    content.put("deleted_at", now.toString());
    return content;
  }

  /** Reads what {@link #content} wrote. */
  static KeyRecord read(Map<String, Object> content) {
    KeyPool.Facts facts =
        new KeyPool.Facts(
            (String) content.get("pool"),
            Pair.valueOf((String) content.get("pair")),
            ((Number) content.get("group_bits")).intValue(),
            ((Number) content.get("min_entropy_per_bit")).doubleValue());
    return new KeyRecord(
        facts,
        ((Number) content.get("groups")).intValue(),
        Instant.parse((String) content.get("deleted_at")));
  }

  /**
   * As it is shown.
   *
   * @param spent numbers of the groups that a verification has used, sorted
   */
  Map<String, Object> shown(List<Integer> spent) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("pool", facts.pool());
    shown.put("pair", facts.pair().name().toLowerCase(Locale.ROOT));
    shown.put("group_bits", facts.groupBits());
    shown.put("min_entropy_per_bit", facts.minEntropyPerBit());
    shown.put("groups", groups);
    shown.put("spent", spent);
    shown.put("free", deleted == null ? groups - spent.size() : 0);
    shown.put("deleted", deleted != null);
    if (deleted != null) {
      shown.put("deleted_at", deleted.toString());
    }
    return shown;
  }
}
