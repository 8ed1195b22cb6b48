package hashing.opensearch.ingest;

import hashing.opensearch.model.MappedModels;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexAbstraction;
import org.opensearch.cluster.metadata.MappingMetadata;

/**
 * Keeps codes of a model out of fields whose mapping has a model of another code space. Judged by
 * the mapping that the document's index has now; an index that is still to be made, and a field
 * that a later processor moves the code to, are not seen. Thread-safe.
 *
 * <p>Cost: nothing where the mapping names the same model; else a look at the mapping, which is
 * parsed when it changes.
 */
final class TargetFields {
  private final Supplier<ClusterState> state;
  private final ModelRegistry models;
  private final String field;
  private volatile Mapped last = new Mapped(null, null);

  /** What one mapping has for the field: the one seen last is kept. */
  private record Mapped(MappingMetadata mapping, String modelId) {}

  TargetFields(Supplier<ClusterState> state, ModelRegistry models, String field) {
    this.state = state;
    this.models = models;
    this.field = field;
  }

  /**
   * Refuses a document.
   *
   * @throws IllegalArgumentException if the field of its index has codes of another code space
   */
  void check(String index, String modelId) {
    SortedMap<String, IndexAbstraction> indices = state.get().metadata().getIndicesLookup();
    IndexAbstraction named = index == null ? null : indices.get(index);
    if (named == null || named.getWriteIndex() == null) {
      return;
    }
    String own = modelOf(named.getWriteIndex().mapping());
    if (own == null || own.equals(modelId)) {
      return;
    }
    Optional<Model> owner = models.find(own);
    Optional<Model> model = models.find(modelId);
    if (owner.isPresent()
        && model.isPresent()
        && !owner.get().codeSpace().equals(model.get().codeSpace())) {
      throw new IllegalArgumentException(
          "field ["
              + field
              + "] of index ["
              + index
              + "] has codes of model ["
              + own
              + "], code space ["
              + owner.get().codeSpace()
              + "]; found a code of model ["
              + modelId
              + "], code space ["
              + model.get().codeSpace()
              + "]");
    }
  }

  private String modelOf(MappingMetadata mapping) {
    if (mapping == null) {
      return null;
    }
    Mapped known = last;
    if (known.mapping() != mapping) {
      Map<?, ?> found = MappedModels.definition(mapping.sourceAsMap(), field);
      Object model = found == null ? null : found.get("model_id");
      known = new Mapped(mapping, model instanceof String name ? name : null);
      last = known;
    }
    return known.modelId();
  }
}
