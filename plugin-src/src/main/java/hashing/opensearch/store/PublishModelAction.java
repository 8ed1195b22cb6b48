package hashing.opensearch.store;

import org.opensearch.action.ActionType;

/** Lists a model whose package is written; the last step of an upload, sent by the plugin. */
final class PublishModelAction extends ActionType<PublishModelResponse> {
  static final String NAME = "internal:admin/opensearch/hashing/models/publish";
  static final PublishModelAction INSTANCE = new PublishModelAction();

  private PublishModelAction() {
    super(NAME, PublishModelResponse::new);
  }
}
