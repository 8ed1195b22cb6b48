package hashing.opensearch.model;

import java.util.List;
import java.util.Map;

/** A place that models come from. Safe for use by many threads at once. */
@FunctionalInterface
public interface ModelSource {

  /** What is there now. Asked at every use of a model, so it must be cheap. */
  Listing list();

  /**
   * What a source has.
   *
   * @param damaged what cannot be read, each with the reason; other models keep working
   */
  record Listing(List<Model> models, Map<String, String> damaged) {}
}
