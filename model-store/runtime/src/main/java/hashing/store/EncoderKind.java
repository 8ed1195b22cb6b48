package hashing.store;

import java.util.Set;

/** Encoders that a package can hold. */
public enum EncoderKind {
  /** Random hyperplanes drawn from a seed, with a mean to take off first or none. */
  HYPERPLANE(Set.of(), Set.of(PackageEntry.MEAN)),
  /** A mean and a matrix: PCA, ITQ and their like. */
  LINEAR(Set.of(PackageEntry.MEAN, PackageEntry.MATRIX), Set.of()),
  /** A network whose output is {@code float[batch][bits]}, a bit being 1 where it is above 0. */
  ONNX(Set.of(PackageEntry.MODEL), Set.of());

  @SuppressWarnings("ImmutableEnumChecker") // from Set.of
  private final Set<PackageEntry> required;

  @SuppressWarnings("ImmutableEnumChecker") // from Set.of
  private final Set<PackageEntry> optional;

  EncoderKind(Set<PackageEntry> required, Set<PackageEntry> optional) {
    this.required = required;
    this.optional = optional;
  }

  /** Entries that must be there, besides the manifest. */
  public Set<PackageEntry> required() {
    return required;
  }

  /** Entries that may be there. */
  public Set<PackageEntry> optional() {
    return optional;
  }
}
