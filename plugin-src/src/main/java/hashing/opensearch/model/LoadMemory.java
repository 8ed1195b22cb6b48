package hashing.opensearch.model;

import hashing.encode.Encoder;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import org.opensearch.core.common.breaker.CircuitBreakingException;

/**
 * Whom a load asks for memory before it takes it. What is asked for replaces what was asked for
 * before; both throw a {@link CircuitBreakingException} where there is none.
 */
public interface LoadMemory {

  /** Heap that is held while the encoder is loaded, and no longer. */
  void heap(long bytes);

  /** What the encoder will hold. */
  void encoder(long bytes);

  /**
   * Unpacks a package; its bytes are not needed any more.
   *
   * @throws IllegalArgumentException as {@link PackageReader#read}
   */
  default ModelPackage unpack(byte[] file) {
    heap(file.length + PackageReader.memory(file));
    ModelPackage read = PackageReader.read(file);
    heap(read.entries().values().stream().mapToLong(entry -> entry.length).sum());
    return read;
  }

  /**
   * Opens the encoder of a package.
   *
   * @throws IllegalArgumentException as {@link EncoderLoader#open}
   */
  default Encoder open(ModelPackage contents) {
    encoder(EncoderLoader.byteSize(contents));
    return EncoderLoader.open(contents);
  }
}
