package hashing.store;

/** The entries that a package may have besides its manifest, in the order in which they lie. */
public enum PackageEntry {
  /** {@code float[size]}. */
  MEAN("mean.f32", 64 << 20),
  /** {@code float[size][bits]}. */
  MATRIX("matrix.f32", 256 << 20),
  /** An ONNX model that holds all its tensors itself. */
  MODEL("model.onnx", 512 << 20),
  /** A tokenizer of a sentence model, as the library "tokenizers" writes it. */
  TOKENIZER("tokenizer.json", 32 << 20),
  /** A sentence model: tokens to a vector each. */
  SENTENCE("sentence.onnx", 512 << 20),
  /** The licence of what the package holds of others. */
  LICENCE("licence.txt", 1 << 20);

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
