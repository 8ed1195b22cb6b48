package hashing.opensearch.store;

import hashing.store.ModelName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.Metadata;

/**
 * The models of the cluster at one moment; immutable.
 *
 * <p>It is kept in the cluster state, as custom data of the system index's own metadata, one entry
 * for each model. That is where a list of models costs a node nothing: every node has the state in
 * memory, so a mapping, a pipeline and a query are judged without a request; a node that restarts,
 * joins or missed a message is given the whole state by the cluster manager, so there is nothing to
 * invalidate; a model appears, is replaced and vanishes on a node in one step, and an upload or a
 * deletion is decided by the cluster manager in one order with the mappings and pipelines that may
 * name the model. Within the index's metadata, rather than beside it, the list lives and dies with
 * the chunks: a snapshot has both, a restored index brings its own list, and a node without the
 * plugin can still read the state. An entry is some 400 bytes.
 *
 * @param models by name
 * @param unreadable entries that this version cannot read, with the reason
 */
record Catalogue(Map<ModelName, StoredModel> models, Map<String, String> unreadable) {
  static final String CUSTOM = "hashing_models";
  static final Catalogue EMPTY = new Catalogue(Map.of(), Map.of());

  static Catalogue of(ClusterState state) {
    return of(ModelIndex.metadata(state));
  }

  /** The catalogue of an index, empty where there is none. */
  static Catalogue of(IndexMetadata index) {
    Map<String, String> entries = entries(index);
    if (entries == null) {
      return EMPTY;
    }
    Map<ModelName, StoredModel> models = new HashMap<>();
    Map<String, String> unreadable = new TreeMap<>();
    entries.forEach((name, json) -> {
      try {
        StoredModel model = StoredModel.parse(name, json);
        models.put(model.name(), model);
      } catch (RuntimeException e) {
        unreadable.put(name, "not readable by this version: " + e.getMessage());
      }
    });
    return new Catalogue(Map.copyOf(models), Map.copyOf(unreadable));
  }

  /** Differs, by identity, when the catalogue may have changed; null where there is none. */
  static Map<String, String> entries(IndexMetadata index) {
    return index == null ? null : index.getCustomData(CUSTOM);
  }

  Optional<StoredModel> get(ModelName name) {
    return Optional.ofNullable(models.get(name));
  }

  /** A state with a model more, in place of one of the same name. */
  static ClusterState with(ClusterState state, StoredModel model) {
    IndexMetadata index = ModelIndex.metadata(state);
    Map<String, String> entries = new HashMap<>();
    if (entries(index) != null) {
      entries.putAll(entries(index));
    }
    entries.put(model.name().toString(), model.toJson());
    return changed(state, index, entries);
  }

  /** A state without a model. */
  static ClusterState without(ClusterState state, ModelName name) {
    IndexMetadata index = ModelIndex.metadata(state);
    Map<String, String> entries = new HashMap<>(entries(index));
    entries.remove(name.toString());
    return changed(state, index, entries);
  }

  private static ClusterState changed(
      ClusterState state, IndexMetadata index, Map<String, String> entries) {
    IndexMetadata.Builder changed = IndexMetadata.builder(index).putCustom(CUSTOM, entries);
    Metadata metadata = Metadata.builder(state.metadata()).put(changed).build();
    return ClusterState.builder(state).metadata(metadata).build();
  }
}
