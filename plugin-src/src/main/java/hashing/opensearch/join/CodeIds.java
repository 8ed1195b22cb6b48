package hashing.opensearch.join;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names the documents of codes. A code may have a million: they are fetched in blocks, and of many
 * codes at once. Not thread-safe.
 */
final class CodeIds {
  /** Documents of a block. */
  static final int BLOCK = 1024;

  /** Ids fetched in advance, at most. */
  static final int AHEAD = 16 * BLOCK;

  private static final int KEPT = 32;

  /** A block of a code's documents. */
  private record Key(RemotePart part, int ordinal, int block) {}

  private final JoinCalls calls;
  private final Map<Key, DocumentIds> ahead = new HashMap<>();
  private final Map<Key, DocumentIds> kept =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, DocumentIds> eldest) {
          return size() > KEPT;
        }
      };

  CodeIds(JoinCalls calls) {
    this.calls = calls;
  }

  /** Forgets what was fetched in advance. */
  void clear() {
    ahead.clear();
  }

  /**
   * Fetches the first block of each of many codes.
   *
   * @param counts documents by ordinal, no more than {@link #AHEAD} blocks' worth
   */
  void fetch(RemotePart part, TreeMap<Integer, Integer> counts) {
    if (counts.isEmpty()) {
      return;
    }
    int[] ordinals = counts.keySet().stream().mapToInt(Integer::intValue).toArray();
    DocumentIds all = calls.documents(part, ordinals, new int[ordinals.length], BLOCK);
    int at = 0;
    for (int ordinal : ordinals) {
      int size = Math.min(BLOCK, counts.get(ordinal));
      ahead.put(new Key(part, ordinal, 0), all.slice(at, at + size));
      at += size;
    }
  }

  /** A block of a code's documents. */
  DocumentIds block(RemotePart part, int ordinal, int block) {
    Key key = new Key(part, ordinal, block);
    DocumentIds found = ahead.get(key);
    return found != null
        ? found
        : kept.computeIfAbsent(
            key, _ -> calls.documents(part, new int[] {ordinal}, new int[] {block * BLOCK}, BLOCK));
  }
}
