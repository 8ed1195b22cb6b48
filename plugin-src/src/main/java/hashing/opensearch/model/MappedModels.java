package hashing.opensearch.model;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.opensearch.action.support.IndicesOptions;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.IndexNameExpressionResolver;
import org.opensearch.cluster.metadata.MappingMetadata;
import org.opensearch.common.cache.Cache;
import org.opensearch.common.cache.CacheBuilder;

/**
 * The models by which indices encode what is searched for in a field: {@code search_model_id} of
 * its mapping, or {@code model_id}. Known on every node, as mappings are in the cluster state.
 * Thread-safe. Cost: a mapping is parsed once for each field that is asked for.
 */
public final class MappedModels {
  private static final String FIELD_TYPE = "binary_code";

  /** Indices of a request that are looked at; a request for more is served without. */
  private static final int MAX_INDICES = 1000;

  private record Key(String uuid, long version, String field) {}

  private final Supplier<ClusterState> state;
  private final IndexNameExpressionResolver resolver;
  private final Cache<Key, Optional<String>> known =
      CacheBuilder.<Key, Optional<String>>builder().setMaximumWeight(10_000).build();

  MappedModels(Supplier<ClusterState> state, IndexNameExpressionResolver resolver) {
    this.state = state;
    this.resolver = resolver;
  }

  /** Names of models for a field of the indices that a search names; those it finds. */
  public Set<String> names(String[] indices, String field) {
    ClusterState now = state.get();
    String[] names =
        resolver.concreteIndexNames(now, IndicesOptions.lenientExpandOpen(), true, indices);
    Set<String> models = new LinkedHashSet<>();
    if (names.length <= MAX_INDICES) {
      for (String name : names) {
        model(now.metadata().index(name), field).ifPresent(models::add);
      }
    }
    return models;
  }

  private Optional<String> model(IndexMetadata index, String field) {
    Key key = new Key(index.getIndexUUID(), index.getMappingVersion(), field);
    try {
      return known.computeIfAbsent(key, _ -> read(index.mapping(), field));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static Optional<String> read(MappingMetadata mapping, String field) {
    Map<?, ?> root = mapping == null ? Map.of() : mapping.sourceAsMap();
    Map<?, ?> found = definition(root, field);
    Set<Object> paths = new HashSet<>();
    while (found != null
        && "alias".equals(found.get("type"))
        && found.get("path") instanceof String path
        && paths.add(path)) {
      found = definition(root, path);
    }
    if (found == null || !FIELD_TYPE.equals(found.get("type"))) {
      return Optional.empty();
    }
    Object searched = found.get("search_model_id");
    return Optional.ofNullable(searched == null ? found.get("model_id") : searched)
        .map(Object::toString);
  }

  /**
   * The definition of a field, of an object's or another field's too; null where there is none.
   *
   * @param parent a mapping, or the definition of an object
   * @param path from there; names may have dots in them
   */
  public static Map<?, ?> definition(Map<?, ?> parent, String path) {
    for (String children : List.of("properties", "fields")) {
      if (parent.get(children) instanceof Map<?, ?> named) {
        for (Map.Entry<?, ?> child : named.entrySet()) {
          String name = child.getKey().toString();
          if (child.getValue() instanceof Map<?, ?> definition && path.startsWith(name)) {
            if (path.length() == name.length()) {
              return definition;
            }
            Map<?, ?> deeper =
                path.charAt(name.length()) == '.'
                    ? definition(definition, path.substring(name.length() + 1))
                    : null;
            if (deeper != null) {
              return deeper;
            }
          }
        }
      }
    }
    return null;
  }
}
