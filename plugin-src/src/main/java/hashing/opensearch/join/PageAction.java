package hashing.opensearch.join;

import org.opensearch.action.ActionType;

/** The next page of a join's rows; only for the user who asked for the join. */
public final class PageAction extends ActionType<JoinResponse> {
  public static final String NAME = JoinAction.NAME + "/page";
  public static final PageAction INSTANCE = new PageAction();

  private PageAction() {
    super(NAME, JoinResponse::new);
  }
}
