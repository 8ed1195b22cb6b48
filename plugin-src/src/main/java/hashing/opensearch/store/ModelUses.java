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
import org.opensearch.cluster.metadata.Metadata;
import org.opensearch.cluster.metadata.Template;
import org.opensearch.common.compress.CompressedXContent;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.ingest.IngestMetadata;
import org.opensearch.ingest.PipelineConfiguration;

/**
 * Finds what names models: {@code binary_code} fields of every index, of every index template and
 * component template, sub-fields and dynamic templates too, and {@code hash_encode} processors of
 * every ingest pipeline, however deep in {@code foreach} or {@code on_failure}. A template's
 * default pipeline is one of those.
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
        mapping(Part.FIELD, index.getIndex().getName() + "/", mapping.sourceAsMap(), uses);
      }
    }
    templates(state.metadata(), uses);
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
    mapping(Part.FIELD, path, mapping, uses);
    return uses;
  }

  private static void templates(Metadata metadata, List<ModelUse> uses) {
    metadata
        .templates()
        .forEach((name, template) -> template(Part.TEMPLATE, name, template.mappings(), uses));
    metadata
        .templatesV2()
        .forEach(
            (name, template) -> template(Part.TEMPLATE, name, mappings(template.template()), uses));
    metadata
        .componentTemplates()
        .forEach((name, template) ->
            template(Part.COMPONENT_TEMPLATE, name, mappings(template.template()), uses));
  }

  private static CompressedXContent mappings(Template template) {
    return template == null ? null : template.mappings();
  }

  private static void template(
      Part part, String name, CompressedXContent mapping, List<ModelUse> uses) {
    if (mapping != null && mapping.string().contains(TYPE)) {
      Map<String, Object> json =
          XContentHelper.convertToMap(JsonXContent.jsonXContent, mapping.string(), false);
      mapping(part, name + "/", json.get("_doc") instanceof Map<?, ?> doc ? doc : json, uses);
    }
  }

  private static void mapping(Part part, String path, Map<?, ?> mapping, List<ModelUse> uses) {
    fields(part, path, mapping, uses);
    if (mapping.get("dynamic_templates") instanceof List<?> templates) {
      for (Object template : templates) {
        if (template instanceof Map<?, ?> named) {
          named.forEach((name, definition) -> {
            if (definition instanceof Map<?, ?> dynamic
                && dynamic.get("mapping") instanceof Map<?, ?> parameters) {
              field(part, path + "dynamic template " + name, parameters, uses);
            }
          });
        }
      }
    }
  }

  private static void fields(Part part, String path, Map<?, ?> mapping, List<ModelUse> uses) {
    for (String children : List.of("properties", "fields")) {
      if (!(mapping.get(children) instanceof Map<?, ?> named)) {
        continue;
      }
      for (Map.Entry<?, ?> field : named.entrySet()) {
        if (field.getValue() instanceof Map<?, ?> parameters) {
          field(part, path + field.getKey(), parameters, uses);
          fields(part, path + field.getKey() + ".", parameters, uses);
        }
      }
    }
  }

  private static void field(Part part, String path, Map<?, ?> parameters, List<ModelUse> uses) {
    if (TYPE.equals(parameters.get("type"))) {
      Integer bits = parameters.get("bits") instanceof Number number ? number.intValue() : null;
      ModelName model = name(parameters.get("model_id"));
      ModelName search = name(parameters.get("search_model_id"));
      if (model != null) {
        uses.add(new ModelUse(path, part, model, bits, search));
      }
      if (search != null) {
        uses.add(new ModelUse(path, part, search, bits, model));
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
