package hashing.opensearch.model;

import hashing.store.EncoderKind;
import java.util.Locale;

/**
 * What is told of a model besides what its users must know.
 *
 * @param kind null where it is built in, as are the following
 * @param method by which it was trained
 * @param byteSize of its package, 0 where there is none
 * @param sha256 of its package, lower-case hex
 * @param manifest of its package in JSON, null where that is not at hand on this node
 */
public record ModelDetails(
    Source source, EncoderKind kind, String method, long byteSize, String sha256, String manifest) {
  static final ModelDetails BUILT_IN = new ModelDetails(Source.BUILT_IN, null, null, 0, null, null);

  /** Where a model comes from. */
  public enum Source {
    /** Every node has it. */
    BUILT_IN,
    /** A file of the node that is asked. */
    FOLDER,
    /** The cluster has it. */
    STORED;

    /** In answers. */
    public String jsonName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
