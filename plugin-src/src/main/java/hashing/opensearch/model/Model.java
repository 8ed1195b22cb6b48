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
 * @param byteSize memory that its encoder will take, as far as that is known before it is made
 * @param stamp differs when the model's content does
 * @param loader makes the encoder
 */
public record Model(
    ModelName name,
    int bitCount,
    InputKind input,
    String codeSpace,
    long byteSize,
    String stamp,
    EncoderSupplier loader) {

  /** Makes an encoder, which the caller closes. */
  @FunctionalInterface
  public interface EncoderSupplier {
    Encoder load() throws IOException;
  }
}
