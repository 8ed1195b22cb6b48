package hashing.opensearch.store;

import hashing.store.ModelName;

/**
 * Something that names a model.
 *
 * @param user {@code index/field}, {@code template/field} or a pipeline's name
 * @param model as it is named there, with a version or without
 * @param bitCount of a field; null for a pipeline
 * @param beside the other model of a field that names two, whose codes are compared with this
 *     one's; else null
 */
record ModelUse(String user, Part part, ModelName model, Integer bitCount, ModelName beside) {

  /** What uses it. */
  enum Part {
    /** A field of an index. */
    FIELD("field "),
    /** A field of the indices that an index template will make. */
    TEMPLATE("template "),
    /** A field that index templates may take from a component template. */
    COMPONENT_TEMPLATE("component template "),
    /** A processor of an ingest pipeline. */
    PIPELINE("pipeline ");

    private final String prefix;

    Part(String prefix) {
      this.prefix = prefix;
    }
  }

  /** In messages and answers. */
  @Override
  public String toString() {
    return part.prefix + user;
  }
}
