package hashing.opensearch.model;

import hashing.encode.Encoder;
import hashing.encode.InputKind;
import hashing.store.ModelName;
import java.io.IOException;

/**
 * A model that a source has.
 *
 * @param bitCount of its codes
 * @param codeSpace codes of models with one code space can be compared
 * @param stamp differs when the model's content does
 * @param loader makes the encoder; may block, as it reads a package
 */
public record Model(
    ModelName name,
    int bitCount,
    InputKind input,
    String codeSpace,
    String stamp,
    ModelDetails details,
    EncoderSupplier loader) {

  /** Makes an encoder, which the caller closes. */
  @FunctionalInterface
  public interface EncoderSupplier {
    /**
     * Reads a package and opens its encoder.
     *
     * @param memory to be asked before it is taken; of the heap that the package's own bytes need,
     *     it was
     */
    Encoder load(LoadMemory memory) throws IOException;
  }
}
