package hashing.opensearch.store;

import hashing.opensearch.store.ModelUse.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensearch.action.RequestValidators;
import org.opensearch.action.admin.indices.mapping.put.PutMappingRequest;
import org.opensearch.cluster.ClusterState;
import org.opensearch.common.compress.CompressedXContent;
import org.opensearch.common.xcontent.XContentHelper;
import org.opensearch.common.xcontent.json.JsonXContent;
import org.opensearch.core.index.Index;

/**
 * Refuses mappings whose fields name a model of the cluster that gives other bits, or two models of
 * different code spaces. Asked where a mapping is decided, on the cluster manager, and not where
 * one is applied: an index that is there opens whatever became of its models. A name that the
 * cluster does not know is let through, as the model may come later, or be a file of the nodes.
 */
public final class MappingCheck implements RequestValidators.RequestValidator<PutMappingRequest> {
  private final StoredModelSource source;

  public MappingCheck(StoredModelSource source) {
    this.source = source;
  }

  @Override
  public Optional<Exception> validateRequest(
      PutMappingRequest request, ClusterState state, Index[] indices) {
    try {
      check(request.source(), Catalogue.of(state));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(e);
    }
  }

  /**
   * Checks the mapping of an index that is about to be made.
   *
   * @throws IllegalArgumentException names the field, what was found and what is allowed
   */
  public void check(CompressedXContent mapping) {
    check(mapping.string(), source.catalogue());
  }

  private static void check(String json, Catalogue catalogue) {
    Map<String, Object> mapping =
        XContentHelper.convertToMap(JsonXContent.jsonXContent, json, false);
    if (mapping.get("_doc") instanceof Map<?, ?> inner) {
      @SuppressWarnings("unchecked") // keys of JSON objects are strings
      Map<String, Object> typeless = (Map<String, Object>) inner;
      mapping = typeless;
    }
    check(ModelUses.of("", mapping), catalogue);
  }

  static void check(List<ModelUse> uses, Catalogue catalogue) {
    for (ModelUse use : uses) {
      Optional<StoredModel> model = CatalogueChanges.resolve(use.model(), catalogue, null, null);
      if (use.part() != Part.FIELD || model.isEmpty()) {
        continue;
      }
      if (use.bitCount() != null && use.bitCount() != model.get().bitCount()) {
        throw new IllegalArgumentException(
            "field ["
                + use.user()
                + "]: found model ["
                + use.model()
                + "], which gives ["
                + model.get().bitCount()
                + "] bits, allowed is a model that gives the field's ["
                + use.bitCount()
                + "]");
      }
      checkBeside(use, model.get(), catalogue);
    }
  }

  private static void checkBeside(ModelUse use, StoredModel model, Catalogue catalogue) {
    if (use.beside() == null) {
      return;
    }
    Optional<String> other = CatalogueChanges.codeSpace(use.beside(), catalogue, null);
    if (other.isPresent() && !other.get().equals(model.codeSpace())) {
      throw new IllegalArgumentException(
          "field ["
              + use.user()
              + "]: found [model_id] and [search_model_id] of different code spaces: model ["
              + use.model()
              + "] has ["
              + model.codeSpace()
              + "], model ["
              + use.beside()
              + "] has ["
              + other.get()
              + "]; allowed are models of one");
    }
  }
}
