package hashing.opensearch.query;

import hashing.opensearch.model.EncodedBatch;
import hashing.opensearch.model.Model;
import hashing.opensearch.model.ModelRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.opensearch.action.support.GroupedActionListener;
import org.opensearch.core.action.ActionListener;
import org.opensearch.index.query.QueryCoordinatorContext;
import org.opensearch.index.query.QueryRewriteContext;

/** Encodes the content of a query on one field by the node's models. */
final class ContentEncoder {
  private final ModelRegistry models;
  private final String field;
  private final Target.Content content;
  private final boolean wantsRelaxed;

  /**
   * @param wantsRelaxed whether {@link EncodedContent#relaxed} is wanted
   */
  ContentEncoder(ModelRegistry models, String field, Target.Content content, boolean wantsRelaxed) {
    this.models = models;
    this.field = field;
    this.content = content;
    this.wantsRelaxed = wantsRelaxed;
  }

  /**
   * The models that shards will want the content encoded by, as far as they can be known before,
   * and are known here, and take it; shards see to the others.
   *
   * @param modelId of the query, null where it has none
   */
  List<String> foreseen(String modelId, QueryRewriteContext context) {
    Set<String> names = Set.of();
    QueryCoordinatorContext coordinator = context.convertToCoordinatorContext();
    if (modelId != null) {
      names = Set.of(modelId);
    } else if (coordinator != null && models.mapped() != null) {
      names = models.mapped().names(coordinator.getSearchRequest().indices(), field);
    }
    return names.stream().filter(this::takesContent).toList();
  }

  private boolean takesContent(String name) {
    try {
      return models.find(name).filter(model -> model.input() == content.input().kind()).isPresent();
    } catch (IllegalArgumentException e) {
      return false; // mappings may have any name
    }
  }

  /** Encodes by several models at once, and returns at once. */
  void encode(List<String> names, ActionListener<List<EncodedContent>> listener) {
    ActionListener<EncodedContent> each =
        new GroupedActionListener<>(
            ActionListener.map(listener, (Collection<EncodedContent> all) -> new ArrayList<>(all)),
            names.size());
    names.forEach(name -> encode(name, each));
  }

  /**
   * Encodes by one model, and returns at once. An {@link IllegalArgumentException} says what is
   * wrong with the content or the model.
   */
  void encode(String name, ActionListener<EncodedContent> listener) {
    try {
      checkKind(name);
      models
          .requests()
          .encode(
              name,
              List.of(content.input()),
              wantsRelaxed,
              ActionListener.delegateFailure(
                  listener,
                  (next, batch) ->
                      ActionListener.completeWith(
                          next, () -> EncodedContent.of(name, field, content, batch))));
    } catch (IllegalArgumentException e) {
      listener.onFailure(e);
    }
  }

  /** As {@link #encode}, but waits for it; few searches of a node may. */
  EncodedContent await(String name) {
    checkKind(name);
    EncodedBatch batch = models.requests().await(name, List.of(content.input()), wantsRelaxed);
    return EncodedContent.of(name, field, content, batch);
  }

  private void checkKind(String name) {
    Model model;
    try {
      model = models.model(name);
    } catch (IllegalArgumentException e) {
      throw EncodedContent.failure(field, e.getMessage());
    }
    if (model.input() != content.input().kind()) {
      throw EncodedContent.failure(
          field,
          "has ["
              + content.parameter()
              + "], model ["
              + name
              + "] takes ["
              + Target.Content.parameter(model.input())
              + "]");
    }
  }
}
