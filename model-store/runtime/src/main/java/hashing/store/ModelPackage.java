package hashing.store;

import hashing.encode.InputSpec;
import hashing.encode.TextSpec;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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
    Set<PackageEntry> required = union(kind.required(), ofInput(manifest.input()));
    Set<PackageEntry> allowed = union(required, kind.optional());
    allowed.add(PackageEntry.LICENCE);
    for (PackageEntry entry : required) {
      if (!entries.containsKey(entry)) {
        throw new IllegalArgumentException(
            "entry "
                + entry.fileName()
                + ": found none, "
                + (kind.required().contains(entry)
                    ? "kind " + Words.lower(kind)
                    : "input " + Words.lower(manifest.input().kind()))
                + " needs it");
      }
    }
    for (Map.Entry<PackageEntry, byte[]> entry : entries.entrySet()) {
      String name = entry.getKey().fileName();
      if (!allowed.contains(entry.getKey())) {
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

  private static Set<PackageEntry> union(Set<PackageEntry> some, Set<PackageEntry> others) {
    Set<PackageEntry> all = EnumSet.noneOf(PackageEntry.class);
    all.addAll(some);
    all.addAll(others);
    return all;
  }

  /** What turns an input into the floats that the encoder proper takes. */
  static Set<PackageEntry> ofInput(InputSpec input) {
    return switch (input) {
      case TextSpec.Sentence sentence -> Set.of(PackageEntry.TOKENIZER, PackageEntry.SENTENCE);
      case InputSpec.Vector vector -> Set.of();
      case InputSpec.Image image -> Set.of();
    };
  }

  /** Bytes of all entries together. */
  public long byteSize() {
    return entries.values().stream().mapToLong(bytes -> bytes.length).sum();
  }
}
