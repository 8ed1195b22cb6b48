package hashing.store;

/** The entries that a package may have besides its manifest, in the order in which they lie. */
public enum PackageEntry {
  /** {@code float[size]}. */
  MEAN("mean.f32", 64 << 20),
  /** {@code float[size][bits]}. */
  MATRIX("matrix.f32", 256 << 20),
  /** An ONNX model that holds all its tensors itself. */
  MODEL("model.onnx", 512 << 20);

  private final String fileName;
  private final int maxBytes;

  PackageEntry(String fileName, int maxBytes) {
    this.fileName = fileName;
    this.maxBytes = maxBytes;
  }

  /** Name in the zip and in the manifest. */
  public String fileName() {
    return fileName;
  }

  /** Its largest size. */
  public int maxBytes() {
    return maxBytes;
  }
}
