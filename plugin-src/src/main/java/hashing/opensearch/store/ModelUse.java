package hashing.opensearch.store;

import hashing.store.ModelName;

/**
 * Something that names a model.
 *
 * @param user {@code index/field} or a pipeline's name
 * @param model as it is named there, with a version or without
 * @param bitCount of a field; null for a pipeline
 */
record ModelUse(String user, Part part, ModelName model, Integer bitCount) {

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
