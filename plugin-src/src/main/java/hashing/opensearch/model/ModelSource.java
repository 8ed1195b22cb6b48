package hashing.opensearch.model;

import hashing.store.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A place that models come from. Safe for use by many threads at once. */
@FunctionalInterface
public interface ModelSource {

  /**
   * What is there now. Asked at every use of a model, so it must be cheap, and is the same object
   * while nothing changes.
   */
  Listing list();

  /** A model that is there without being listed, where a source has families of them. */
  default Optional<Model> find(ModelName name) {
    return Optional.empty();
  }

  /**
   * What a source has.
   *
   * @param damaged what cannot be read, each with the reason; other models keep working
   */
  record Listing(List<Model> models, Map<String, String> damaged) {}
}
