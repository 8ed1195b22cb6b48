package hashing.opensearch.store;

import hashing.opensearch.store.ModelUse.Part;
import hashing.store.ModelName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.opensearch.cluster.ClusterState;
import org.opensearch.cluster.metadata.IndexMetadata;
import org.opensearch.cluster.metadata.MappingMetadata;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.ingest.PipelineConfiguration;

/**
 * Finds what names models: {@code binary_code} fields of every index, sub-fields too, and {@code
 * hash_encode} processors of every ingest pipeline, however deep in {@code foreach} or {@code
 * on_failure}.
 *
 * <p>Cost: every mapping is unpacked and searched for the field type's name, and parsed where that
 * is found; some microseconds for each index.
 */
final class ModelUses {
  private static final String TYPE = "binary_code";
  private static final String PROCESSOR = "hash_encode";

  private ModelUses() {}

  /** All uses in a state, sorted by who uses. */
  static List<ModelUse> of(ClusterState state) {
    List<ModelUse> uses = new ArrayList<>();
    for (IndexMetadata index : state.metadata().indices().values()) {
      MappingMetadata mapping = index.mapping();
      if (mapping != null && mapping.source().string().contains(TYPE)) {
        fields(index.getIndex().getName() + "/", mapping.sourceAsMap(), uses);
      }
    }
    IngestMetadata pipelines = state.metadata().custom(IngestMetadata.TYPE);
    if (pipelines != null) {
      for (PipelineConfiguration pipeline : pipelines.getPipelines().values()) {
        processors(pipeline.getId(), pipeline.getConfigAsMap(), uses);
      }
    }
    uses.sort(Comparator.comparing(ModelUse::user));
    return uses;
  }

  /**
   * Uses in a mapping.
   *
   * @param path what stands before a field's name
   */
  static List<ModelUse> of(String path, Map<String, Object> mapping) {
    List<ModelUse> uses = new ArrayList<>();
    fields(path, mapping, uses);
    return uses;
  }

  private static void fields(String path, Map<String, Object> mapping, List<ModelUse> uses) {
    for (String children : List.of("properties", "fields")) {
      if (!(mapping.get(children) instanceof Map<?, ?> named)) {
        continue;
      }
      for (Map.Entry<?, ?> field : named.entrySet()) {
        if (field.getValue() instanceof Map<?, ?> definition) {
          @SuppressWarnings("unchecked") // keys of JSON objects are strings
          Map<String, Object> parameters = (Map<String, Object>) definition;
          field(path + field.getKey(), parameters, uses);
          fields(path + field.getKey() + ".", parameters, uses);
        }
      }
    }
  }

  private static void field(String path, Map<String, Object> parameters, List<ModelUse> uses) {
    if (TYPE.equals(parameters.get("type"))) {
      Integer bits = parameters.get("bits") instanceof Number number ? number.intValue() : null;
      ModelName model = name(parameters.get("model_id"));
      ModelName search = name(parameters.get("search_model_id"));
      if (model != null) {
        uses.add(new ModelUse(path, Part.FIELD, model, bits, search));
      }
      if (search != null) {
        uses.add(new ModelUse(path, Part.FIELD, search, bits, model));
      }
    }
  }

  private static void processors(String pipeline, Object config, List<ModelUse> uses) {
    if (config instanceof List<?> list) {
      list.forEach(element -> processors(pipeline, element, uses));
    } else if (config instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (PROCESSOR.equals(entry.getKey()) && entry.getValue() instanceof Map<?, ?> processor) {
          ModelName model = name(processor.get("model_id"));
          if (model != null) {
            uses.add(new ModelUse(pipeline, Part.PIPELINE, model, null, null));
          }
        }
        processors(pipeline, entry.getValue(), uses);
      }
    }
  }

  /** Null where that is the name of no model, which mappings of an older version may have. */
  private static ModelName name(Object text) {
    try {
      return text instanceof String name ? ModelName.parse(name) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
