package hashing.opensearch.join;

import org.opensearch.action.ActionType;

/** Searches for many codes at once. Named as a read of documents, as a search is. */
public final class SearchBatchAction extends ActionType<SearchBatchResponse> {
  public static final String NAME = "indices:data/read/hashing/search_batch";
  public static final SearchBatchAction INSTANCE = new SearchBatchAction();

  private SearchBatchAction() {
    super(NAME, SearchBatchResponse::new);
  }
}
