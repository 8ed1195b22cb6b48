package hashing.opensearch.store;

import hashing.store.ModelName;

/**
 * Something that names a model.
 *
 * @param user {@code index/field} or a pipeline's name
 * @param model as it is named there, with a version or without
 * @param bitCount of a field; null for a pipeline
 * @param beside the other model of a field that names two, whose codes are compared with this
 *     one's; else null
 */
record ModelUse(String user, Part part, ModelName model, Integer bitCount, ModelName beside) {

  /** What uses it. */
  enum Part {
    FIELD,
    PIPELINE
  }

  /** In messages and answers. */
  @Override
  public String toString() {
    return part == Part.FIELD ? "field " + user : "pipeline " + user;
  }
}
