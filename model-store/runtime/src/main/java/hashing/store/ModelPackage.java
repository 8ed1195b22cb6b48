package hashing.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * A model: what it is, and its files.
 *
 * <p>The entries' arrays are not copied: nobody changes them. A package has the entries that its
 * kind needs and no others.
 */
public record ModelPackage(Manifest manifest, Map<PackageEntry, byte[]> entries) {

  public ModelPackage {
    EnumMap<PackageEntry, byte[]> sorted = new EnumMap<>(PackageEntry.class);
    sorted.putAll(entries);
    entries = Collections.unmodifiableMap(sorted);
    EncoderKind kind = manifest.kind();
    for (PackageEntry entry : kind.required()) {
      if (!entries.containsKey(entry)) {
        throw new IllegalArgumentException(
            "entry " + entry.fileName() + ": found none, kind " + Words.lower(kind) + " needs it");
      }
    }
    for (Map.Entry<PackageEntry, byte[]> entry : entries.entrySet()) {
      String name = entry.getKey().fileName();
      if (!kind.required().contains(entry.getKey()) && !kind.optional().contains(entry.getKey())) {
        TreeSet<PackageEntry> allowed = new TreeSet<>(kind.required());
        allowed.addAll(kind.optional());
        throw new IllegalArgumentException(
            "entry "
                + name
                + ": found in a package of kind "
                + Words.lower(kind)
                + ", allowed are "
                + allowed.stream().map(PackageEntry::fileName).toList());
      }
      if (entry.getValue().length > entry.getKey().maxBytes()) {
        throw new IllegalArgumentException(
            "entry "
                + name
                + ": found "
                + entry.getValue().length
                + " bytes, allowed are "
                + entry.getKey().maxBytes());
      }
    }
  }

  /** Bytes of all entries together. */
  public long byteSize() {
    return entries.values().stream().mapToLong(bytes -> bytes.length).sum();
  }
}
